import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// A user who is not root, with the capabilities that tracing needs or without.
    struct RightsTests {
        private static let both = "+bpf,+perfmon"
        /// Stands for a tracefs that this user may read.
        private static let reading = both + ",+dac_read_search"
        private let folder: TemporaryFolder
        private let program: String

        /// The user gets copies, as the folders of the build may be closed to all but their owner.
        init() throws {
            folder = try TemporaryFolder()
            program = try Self.copy(Live.program, to: folder)
        }

        private static func copy(_ program: String, to folder: TemporaryFolder) throws -> String {
            let place = folder.url.appending(path: URL(filePath: program).lastPathComponent)
            try FileManager.default.copyItem(atPath: program, toPath: place.path)
            return place.path
        }

        private func run(with capabilities: String?, _ arguments: String...) throws -> CommandResult {
            let sets = capabilities.map { ["--inh-caps=\($0)", "--ambient-caps=\($0)"] } ?? []
            let user = ["--reuid=65534", "--regid=65534", "--clear-groups"] + sets
            return try runCommand(
                "setpriv", user + [program] + arguments, environment: ["SWIFT_BACKTRACE": "enable=no"], timeout: 60)
        }

        @Test(arguments: [
            (nil, "CAP_BPF and CAP_PERFMON"), ("+bpf", "CAP_PERFMON"), ("+perfmon", "CAP_BPF"),
            ("+dac_override", "CAP_BPF and CAP_PERFMON"),
        ])
        func `what is missing is named`(capabilities: String?, missing: String) throws {
            for arguments in [["-n", "BEGIN"], ["-l", "-P"]] {
                let result = try run(with: capabilities, arguments[0], arguments[1], "profile")
                #expect(result.status == 2)
                #expect(result.output == "")
                #expect(
                    result.errors
                        == "dtrace: run as root for tracing and listing probes, or with CAP_BPF and CAP_PERFMON: "
                        + "this process lacks \(missing)\n")
            }
        }

        @Test func `the two capabilities and a readable tracefs serve probes of every carrier`() throws {
            let calls = try Self.copy(Live.workload("call-workload"), to: folder)
            let usdt = try Self.copy(Live.workload("usdt-workload"), to: folder)
            let systemCalls = try Self.copy(Live.workload("syscall-workload"), to: folder)
            let load = folder.url.appending(path: "load.sh")
            try "\(usdt) 200\n\(calls) 300\nexec \(systemCalls) 0 400 0 0 500\n".write(
                to: load, atomically: true, encoding: .utf8)
            let result = try run(
                with: Self.reading, "-qn",
                """
                uprobe:\(calls):workload_add:entry, usdt:\(usdt):workload:none, syscall::getpid:entry,
                tracepoint:syscalls::sys_enter_getpid, tracepoint:sched::sched_process_fork,
                perf:software:minor-faults:1, profile:::profile-499
                /progenyof($target) && (probefunc != "getpid" && probename != "sys_enter_getpid"
                || execname == "syscall-workloa")/ { @[probeprov, probename] = count(); }
                tracepoint:syscalls::sys_enter_getpid /args[0] != 39/ { @["bad", probename] = count(); }
                END { printa("%s:%s %@d\\n", @); }
                """, "-c", "sh \(load.path)")
            #expect(result.status == 0, "\(result.errors)")
            // A virtual machine's timers may come late, which the kernel's count of them shows.
            let complaints = result.errors.split(separator: "\n").filter { !$0.contains("profile:::profile-499") }
            #expect(complaints == [])
            var counts: [Substring: Int] = [:]
            for line in result.output.split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.count == 2 { counts[words[0]] = Int(words[1]) }
            }
            #expect(counts["uprobe:entry"] == 300)
            #expect(counts["usdt:none"] == 200)
            // The program asks once more, to print it.
            #expect(counts["syscall:entry"] == 401)
            #expect(counts["tracepoint:sys_enter_getpid"] == 401)
            #expect(counts["tracepoint:sched_process_fork"] == 2)
            #expect(counts["perf:1", default: 0] >= 500)
            #expect(counts["bad:sys_enter_getpid"] == nil)
        }

        @Test func `listing needs no more`() throws {
            let result = try run(with: Self.reading, "-ln", "tracepoint:sched::sched_switch")
            #expect(result.status == 0)
            #expect(result.output.hasSuffix(" sched_switch\n"), "\(result.errors)")
            #expect(result.errors == "")
        }

        @Test func `without a readable tracefs there are no trace events, and all else`() throws {
            let refused = try run(with: Self.both, "-n", "tracepoint:sched::sched_switch")
            #expect(refused.status == 1)
            #expect(
                refused.errors
                    == "dtrace: invalid probe specifier tracepoint:sched::sched_switch: probe description "
                    + "tracepoint:sched::sched_switch does not match any probes: the tracepoint provider is not "
                    + "available: cannot list /sys/kernel/tracing/events: Permission denied; tracefs shows them to "
                    + "root, and to a group with: mount -o remount,mode=0750,gid=GROUP /sys/kernel/tracing\n")
            let served = try run(
                with: Self.both, "-qn", "syscall::getppid:entry, tick-1ms { @[probeprov] = count(); }", "-c", "true")
            #expect(served.status == 0, "\(served.errors)")
            #expect(served.errors == "")
        }

        @Test func `addresses that the kernel hides cannot be watched by name`() throws {
            let result = try run(with: Self.both, "-n", "perf:breakpoint:vfs_read:x")
            #expect(result.status == 1)
            #expect(
                result.errors
                    == "dtrace: invalid probe specifier perf:breakpoint:vfs_read:x: the kernel hides the address of "
                    + "vfs_read from this process: give the address, or run with CAP_SYSLOG\n")
        }
    }
}
