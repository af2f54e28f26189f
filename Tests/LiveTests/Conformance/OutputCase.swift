import Foundation
import TestSupport
import Testing

/// A program and, byte for byte, what it must print; rows leave out the CPU and the probe's number.
struct OutputCase: Sendable, CustomTestStringConvertible {
    let name: String
    let program: String
    var options: [String] = ["-q"]
    var environment: [String: String] = [:]
    let output: String
    /// What it must say on standard error, without the sentences on matched probes; places in BPF code read `N`, and
    /// the program's own text reads `PROGRAM`.
    var errors = ""
    /// For programs that are refused: the tag of the only sentence they get.
    var tag: String?
    var status: Int32 = 0

    var testDescription: String { name }

    /// Runs it and compares.
    func check() throws {
        let fixed = ["_DTRACE_TESTING": "1", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no"]
        let result = try runCommand(
            Live.program, options + ["-n", program], environment: environment.merging(fixed) { given, _ in given },
            timeout: 60)
        #expect(result.output == output, "\(result.errors)")
        #expect(result.status == status, "\(result.errors)")
        if let tag {
            #expect(result.errors.contains(": [\(tag)] "), "\(result.errors)")
            return
        }
        // A loaded machine's timers are late, and several of their firings become one.
        let said = result.errors.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains(" matched ") && !$0.contains(" the kernel skipped firings of profile:::") }.joined(
                separator: "\n"
            ).replacing(program, with: "PROGRAM")
        #expect(said.replacing(/BPF pc \d+/, with: "BPF pc N") == errors)
    }
}
