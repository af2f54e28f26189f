import Foundation
import TestSupport
import Testing

extension GuestTests {
    /// The program against workloads of known numbers on a stock kernel, in both preemption models.
    struct EndToEndTests {
        private static let workloads = ["syscall-workload", "call-workload", "usdt-workload"]

        private static let oneClause = """
            dtrace-prov -q -o out -n '
            kprobe::ksys_read:entry, tracepoint:syscalls::sys_enter_read,
            uprobe:/bin/call-workload:workload_add:entry, usdt:/bin/usdt-workload:workload:immediate
            /(probeprov != "kprobe" || (arg2 == 1 && execname == "syscall-workloa"))
                && (probeprov != "tracepoint" || (arg3 == 1 && execname == "syscall-workloa"))/
            { @[probeprov] = count(); }' \\
                -n 'BEGIN { printf("ready\\n"); }' -n 'END { printa("%s %@d\\n", @); }' &
            for try in $(seq 300); do grep -q ready out && break; sleep 0.1; done
            syscall-workload 40 0 0 0
            call-workload 30
            usdt-workload 20
            kill -TERM $!
            wait $!
            status=$?
            cat out
            exit $status
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
