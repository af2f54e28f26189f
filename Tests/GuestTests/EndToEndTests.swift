import Foundation
import TestSupport
import Testing

extension GuestTests {
    /// The program against workloads of known numbers on a stock kernel, in both preemption models.
    struct EndToEndTests {
        private static let workloads = ["syscall-workload", "call-workload", "usdt-workload"]

        private static let oneClause = """
            cat >work <<'END'
            syscall-workload 40 0 0 0
            call-workload 30
            usdt-workload 20
            END
            dtrace-prov -q -c 'sh work' -n '
            kprobe::ksys_read:entry, tracepoint:syscalls::sys_enter_read,
            uprobe:/bin/call-workload:workload_add:entry, usdt:/bin/usdt-workload:workload:immediate
            /progenyof($target) && (probeprov != "kprobe" || arg2 == 1) && (probeprov != "tracepoint" || arg3 == 1)/
            { @[probeprov] = count(); }' -n 'END { printa("%s %@d\\n", @); }'
            """

        @Test(arguments: [Guest.Preemption.none, .full])
        func `one clause over four kinds of probes`(preemption: Guest.Preemption) throws {
            let guest = try Guest.withPrograms(Self.workloads, preemption: preemption)
            let results = try guest.run([
                GuestStep("clause", Self.oneClause),
                GuestStep("providers", "dtrace-prov providers"),
                GuestStep("quiet", "dtrace-prov -qn 'BEGIN { trace(\"only this\"); exit(4); }'"),
                GuestStep("list", "dtrace-prov -ln kprobe::ksys_read:entry"),
            ])
            let clause = try #require(results["clause"])
            let counts = Set(clause.output.split(separator: "\n").filter { $0.contains(" ") })
            #expect(
                counts.isSuperset(of: ["kprobe 40", "tracepoint 40", "uprobe 30", "usdt 20"]),
                "\(clause.output) \(clause.errors)")
            #expect(clause.status == 0)
            #expect(results["providers"]?.output.contains(#/\nkprobe +yes\n/#) == true)
            #expect(results["quiet"]?.output == "only this\n")
            #expect(results["quiet"]?.status == 4)
            #expect(results["list"]?.output.hasSuffix("ksys_read entry\n") == true)
        }
    }
}
