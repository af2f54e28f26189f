import TestSupport
import Testing

/// A command line and, byte for byte, what it must print; rows leave out the CPU and the probe's number.
struct CommandCase: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    var environment: [String: String] = [:]
    var output = ""
    /// What it must say on standard error; nil when only the start of it, `errorPrefix`, is fixed.
    var errors: String? = ""
    var errorPrefix = ""
    var status: Int32 = 0

    var testDescription: String { name }

    /// Runs it and compares.
    func check() throws {
        let fixed = ["_DTRACE_TESTING": "1", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no"]
        let result = try runCommand(
            Live.program, arguments, environment: environment.merging(fixed) { given, _ in given }, timeout: 60)
        #expect(result.output == output, "\(result.errors)")
        #expect(result.status == status, "\(result.errors)")
        if let errors { #expect(result.errors == errors) }
        #expect(result.errors.hasPrefix(errorPrefix), "\(result.errors)")
    }
}
