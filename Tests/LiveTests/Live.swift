import Foundation
import TestSupport
import Testing

/// The program as users run it, on the kernel at hand.
enum Live {
    static let program = Repository.products.appending(path: "dtrace-prov").path

    /// Runs it to its end.
    static func run(
        _ arguments: String..., environment: [String: String] = [:], timeout: TimeInterval = 60
    ) throws -> CommandResult {
        try runCommand(program, arguments, environment: quiet(environment), timeout: timeout)
    }

    /// Runs it with its output in a file, apart from what a command of `-c` prints; gives the lines that are not empty, sorted.
    static func printed(_ arguments: [String]) throws -> (lines: [String], result: CommandResult) {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "printed")
        let result = try runCommand(program, ["-o", file.path] + arguments, environment: quiet([:]), timeout: 60)
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return (text.split(separator: "\n").map(String.init).sorted(), result)
    }

    /// Starts it, for tests that act while it runs.
    static func start(_ arguments: String..., in folder: TemporaryFolder) throws -> RunningCommand {
        try RunningCommand(program, arguments, environment: quiet([:]), scratch: folder.url)
    }

    /// The path of a workload.
    static func workload(_ name: String) -> String { Repository.products.appending(path: name).path }

    /// A crash would otherwise take seconds to print a backtrace.
    private static func quiet(_ environment: [String: String]) -> [String: String] {
        environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { given, _ in given }
    }
}

/// All suites that trace: one at a time, so that what one counts is not what another does.
@Suite(.serialized) enum LiveTests {}
