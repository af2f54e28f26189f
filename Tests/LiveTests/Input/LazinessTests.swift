import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// A name touches what it names and nothing else.
    struct LazinessTests {
        /// The files and folders of the kernel and of other programs that a run opens, loader and own libraries left out.
        private func opened(_ arguments: String...) throws -> Set<String> {
            let folder = try TemporaryFolder()
            let trace = folder.url.appending(path: "trace")
            let result = try runCommand(
                "strace", ["-f", "-e", "trace=open,openat", "-o", trace.path, Live.program] + arguments)
            #expect(result.status == 0, "\(result.errors)")
            let text = try String(contentsOf: trace, encoding: .utf8)
            let paths = text.split(separator: "\n").compactMap { line -> String? in
                let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
                return parts.count > 1 && !line.contains(" ENOENT ") ? String(parts[1]) : nil
            }
            let ours = [
                "/lib", "/usr/lib", "/etc/ld.so.cache", "/opt", "/proc/self", "/sys/devices/system/cpu", "/dev",
            ]
            return Set(paths).filter { path in
                !ours.contains { path.hasPrefix($0) } && !path.hasSuffix(".so") && !path.contains(".so.")
            }
        }

        @Test func `a timer`() throws {
            #expect(try opened("-ln", "profile:::tick-1s") == ["/proc/mounts"])
            #expect(try opened("-ln", "tick-1s") == ["/proc/mounts"])
        }

        @Test func `a trace event`() throws {
            #expect(
                try opened("-ln", "tracepoint:sched::sched_switch") == ["/proc/mounts", "/sys/kernel/tracing/events"])
        }

        @Test func `a trace event's arguments`() throws {
            #expect(
                try opened("-lvn", "tracepoint:sched::sched_switch")
                    == [
                        "/proc/mounts", "/sys/kernel/tracing/events",
                        "/sys/kernel/tracing/events/sched/sched_switch/format",
                    ])
        }

        @Test func `probes of a file`() throws {
            let usdt = Live.workload("usdt-workload")
            #expect(try opened("-ln", "usdt:\(usdt):workload:none").subtracting(["/proc/mounts"]) == [usdt])
            let calls = Live.workload("call-workload")
            #expect(try opened("-ln", "uprobe:\(calls):workload_add:entry").subtracting(["/proc/mounts"]) == [calls])
        }

        @Test func `a script of BEGIN and END alone opens nothing and attaches nothing`() throws {
            #expect(
                try opened(
                    "-qn", "BEGIN { self->x = 1; @[probename] = count(); exit(0); } END { printf(\"%d\", uid); }")
                    == ["/proc/mounts"])
            // Names as keys and some numbers are read from the running task, whose layout the kernel's types tell.
            #expect(
                try opened("-qn", "BEGIN { @[execname] = count(); exit(0); }")
                    == ["/proc/mounts", "/sys/kernel/btf/vmlinux"])
            let folder = try TemporaryFolder()
            let running = try Live.start("-qn", "BEGIN { printf(\"on\\n\"); }", in: folder)
            #expect(running.wait { $0.output.contains("on\n") })
            let held = KernelObjects.held(by: running.processIdentifier)
            #expect(held.count { $0.hasPrefix("prog") } > 0)
            #expect(held.count { $0.hasPrefix("link") } == 0)
            #expect(KernelObjects.perfEvents(of: running.processIdentifier) == 0)
            running.send(SIGTERM)
            #expect(try running.finish(timeout: 30).status == 0)
        }
    }
}
