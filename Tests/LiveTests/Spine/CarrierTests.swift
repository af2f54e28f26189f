import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// One clause under probes of every carrier.
    struct CarrierTests {
        private let folder: TemporaryFolder
        private let usdt = Live.workload("usdt-workload")
        private let calls = Live.workload("call-workload")
        private let systemCalls = Live.workload("syscall-workload")

        init() throws { folder = try TemporaryFolder() }

        /// The address of `workload_word` in processes without address space randomization.
        private func wordAddress() throws -> String {
            let result = try runCommand("setarch", ["-R", systemCalls, "0", "0", "0", "0"])
            return try #require(result.output.split(whereSeparator: \.isWhitespace).last.map(String.init))
        }

        /// One clause on a trace event, a USDT probe, a function, a timer and a breakpoint on memory.
        ///
        /// The kernel clears the word when it starts the program; arg1 of a breakpoint is 0 there.
        private func clause() throws -> String {
            """
            tracepoint:syscalls::sys_enter_getpid, usdt:\(usdt):workload:none, uprobe:\(calls):workload_add:entry,
            profile:::profile-499, perf:breakpoint:\(try wordAddress()):w
            /(probeprov != "perf" || arg1 != 0)
            && (probeprov != "tracepoint" || execname == "syscall-workloa" && progenyof($target))/
            { @[probeprov] = count(); }
            """
        }

        @Test func `one clause counts what each of five kinds of probes did`() throws {
            let script = folder.url.appending(path: "load.sh")
            try "\(usdt) 500\n\(calls) 600\nexec setarch -R \(systemCalls) 0 700 0 300\n".write(
                to: script, atomically: true, encoding: .utf8)
            let result = try Live.run(
                "-qn", try clause(), "-n", "END { printa(\"%s %@d\\n\", @); }", "-c", "sh \(script.path)")
            #expect(result.status == 0, "\(result.errors)")
            var counts: [Substring: Int] = [:]
            for line in result.output.split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.count == 2 { counts[words[0]] = Int(words[1]) }
            }
            #expect(counts["usdt"] == 500)
            #expect(counts["uprobe"] == 600)
            #expect(counts["perf"] == 300)
            #expect(counts["profile", default: 0] > 0)
            // The program asks once more, to print it.
            #expect(counts["tracepoint"] == 701)
        }

        @Test func `system calls are counted exactly`() throws {
            let result = try Live.run(
                "-qn", "tracepoint:syscalls::sys_enter_getpid /pid == $target/ { @ = count(); }", "-n",
                "END { printa(\"count %@d\\n\", @); }", "-c", "\(systemCalls) 0 700 0 0")
            // The program asks once more, to print it.
            #expect(result.output.contains("count 701\n"), "\(result.output)\(result.errors)")
        }

        @Test func `the plan shows one compilation and the same image under every carrier`() throws {
            let plan = try Live.run("--explain", "-n", try clause(), "-c", "true")
            #expect(plan.status == 0, "\(plan.errors)")
            let lines = plan.output.split(separator: "\n")
            #expect(lines.count { $0.hasPrefix("clause ") } == 1)
            let compiled = lines.first { $0.hasPrefix("clause 0 ") }?.split(separator: " ").last
            let images = lines.filter { $0.contains(" image of clause 0 hash ") }.map { $0.split(separator: " ").last }
            #expect(lines.count { $0.hasPrefix("carrier ") } == 3)
            // One for each stub that it is linked into.
            #expect(images.count >= 3)
            #expect(compiled != nil && images.allSatisfy { $0 == compiled }, "\(plan.output)")
        }
    }
}
