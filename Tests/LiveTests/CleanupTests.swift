import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// The kernel keeps nothing of us, however we end.
    struct CleanupTests {
        /// Every BPF program, map and link in the kernel: `prog 12`.
        private func identifiers() throws -> Set<String> {
            var all: Set<String> = []
            for kind in ["prog", "map", "link"] {
                let result = try runCommand("bpftool", ["-j", kind, "list"])
                let list = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]] ?? []
                for case let id as Int in list.map({ $0["id"] as Any }) { all.insert("\(kind) \(id)") }
            }
            return all
        }

        @Test func `a killed session leaves no program, map or link`() throws {
            let folder = try TemporaryFolder()
            let before = try identifiers()
            let running = try Live.start(
                "-qn", "BEGIN { printf(\"on\\n\"); }", "-n", "tracepoint:sched::sched_switch { @[args[0]] = count(); }",
                in: folder)
            #expect(running.wait { $0.output.contains("on\n") }, "\(running.errors)")
            let made = try identifiers().subtracting(before)
            #expect(made.contains { $0.hasPrefix("prog") })
            #expect(made.contains { $0.hasPrefix("map") })
            #expect(made.contains { $0.hasPrefix("link") })
            running.send(SIGKILL)
            #expect(try running.finish(timeout: 30).status == 128 + SIGKILL)
            // Objects go after grace periods.
            var left = made
            for _ in 0..<200 where !left.isEmpty {
                left = try identifiers().intersection(made)
                usleep(50_000)
            }
            #expect(left == [])
        }
    }
}
