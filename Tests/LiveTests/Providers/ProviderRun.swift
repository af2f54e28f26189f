import Foundation
import TestSupport
import Testing

/// A script run over a command: the lines that it printed by itself, sorted, and what the command wrote.
struct ProviderRun {
    var lines: [String]
    var output: String

    /// - Parameter command: A workload's name with its arguments.
    init(_ script: String, over command: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "printed")
        let result = try Live.run("-q", "-o", file.path, "-n", script, "-c", Live.workload(command))
        try #require(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
        lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init).sorted()
        output = result.output
    }
}
