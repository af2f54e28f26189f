import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Code that a process makes while running, named by the file it writes for profilers.
    @Suite struct GeneratedCodeTests {
        /// Runs the workload, which calls its function a hundred times, and removes what it leaves.
        private func run(_ value: String) throws -> [String] {
            let result = try Live.run(
                "-qn", "syscall::getppid:entry /pid == $target/ { @[pid, \(value)] = count(); }",
                "-c", "\(Live.workload("generated-workload")) 100")
            let words = result.output.split { $0 == " " || $0 == "\n" }.map(String.init)
            let process = try #require(words.first)
            try FileManager.default.removeItem(atPath: "/tmp/perf-\(process).map")
            return Array(words.dropFirst())
        }

        @Test(arguments: ["ustack(2)", "jstack(2)"])
        func `frames have the names that the process wrote`(function: String) throws {
            let words = try run(function)
            // Behind the system call, 11 bytes from the start.
            #expect(words.first == "Lshop/Cart;::add+0xb", "\(words)")
            #expect(words.dropFirst().first?.hasPrefix("generated-workload`call_generated+") == true, "\(words)")
            #expect(words.last == "100")
        }

        @Test func `an address has a name but no object`() throws {
            #expect(try run("usym(uregs[R_RIP])") == ["Lshop/Cart;::add", "100"])
            #expect(try run("umod(uregs[R_RIP])").first?.hasPrefix("0x") == true)
        }
    }
}
