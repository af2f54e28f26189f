import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Many probes of one clause, and many clauses of one probe.
    struct ManyProbesTests {
        /// Names of at least 500 trace events of rarely used kinds, and how many there are.
        private func events() throws -> (specification: String, count: Int) {
            let root = "/sys/kernel/tracing/events"
            var groups: [String] = []
            var total = 0
            // Those of file systems and drivers hardly fire here.
            let all = try FileManager.default.contentsOfDirectory(atPath: root).sorted {
                (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\($0)").count) ?? 0
                    > (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\($1)").count) ?? 0
            }
            for group in all where !["syscalls", "ftrace", "raw_syscalls", "bpf_trace"].contains(group) {
                guard total < 500 else { break }
                let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(group)")) ?? []
                let usable = names.filter {
                    FileManager.default.fileExists(atPath: "\(root)/\(group)/\($0)/enable")
                }
                guard !usable.isEmpty else { continue }
                groups.append("tracepoint:\(group)::*")
                total += usable.count
            }
            return (groups.joined(separator: ","), total)
        }

        @Test func `a clause without arguments on 500 trace events takes at most 10 programs`() throws {
            let folder = try TemporaryFolder()
            let (specification, count) = try events()
            #expect(count >= 500)
            let running = try Live.start(
                "-qn", "\(specification) { @ = count(); }", "-n", "tick-10ms { printf(\"on\\n\"); }", in: folder)
            #expect(running.wait { $0.output.contains("on\n") }, "\(running.errors)")
            let held = KernelObjects.held(by: running.processIdentifier)
            let programs = held.filter { $0.hasPrefix("prog") }
            #expect((1...10).contains(programs.count), "\(programs)")
            #expect(held.count { $0.hasPrefix("link") } >= count)
            running.send(SIGINT)
            #expect(try running.finish(timeout: 60).status == 0)
            #expect(try KernelObjects.left(of: programs) == [])
        }

        @Test func `a hundred aggregations with keys and a hundred without count apart`() throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "many.d")
            let text = (0..<100).map { number in
                """
                tracepoint:syscalls::sys_enter_getpid /pid == $target/ { @a\(number) = sum(\(number)); @b\(number)[pid] = count(); }
                END { printa("a\(number) %@d\\n", @a\(number)); printa("b\(number) %@d\\n", @b\(number)); }

                """
            }
            try text.joined().write(to: script, atomically: true, encoding: .utf8)
            let result = try Live.run("-qs", script.path, "-c", "\(Live.workload("syscall-workload")) 0 3 0 0")
            #expect(result.errors == "")
            let lines = result.output.split(separator: "\n").filter { !$0.contains("0x") }
            #expect(lines.map(String.init) == (0..<100).flatMap { ["a\($0) \(4 * $0)", "b\($0) 4"] })
        }

        @Test(arguments: ["linked", "tailcall"])
        func `200 clauses of one probe run in their order`(composer: String) throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "many.d")
            let clauses = (0..<200).map {
                "tracepoint:syscalls::sys_enter_getpid /pid == $target/ { printf(\"\($0) \"); }\n"
            }
            try clauses.joined().write(to: script, atomically: true, encoding: .utf8)
            let result = try Live.run(
                "-x", "composer=\(composer)", "-qs", script.path, "-c", "\(Live.workload("syscall-workload")) 0 3 0 0")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.errors == "")
            let numbers = result.output.split(separator: "\n").last?.split(separator: " ").compactMap { Int($0) }
            #expect(numbers == (0..<4).flatMap { _ in Array(0..<200) })
        }
    }
}
