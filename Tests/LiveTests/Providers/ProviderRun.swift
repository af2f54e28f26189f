import Foundation
import TestSupport
import Testing

/// A script run over a command: the lines that it printed by itself, sorted, and what the command wrote.
struct ProviderRun {
    var lines: [String]
    var output: String

    /// - Parameter command: A workload's name with its arguments.
    init(_ script: String, over command: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let run = try Live.printed(["-q", "-n", script, "-c", Live.workload(command)])
        try #require(run.result.status == 0, "\(run.result.errors)", sourceLocation: sourceLocation)
        lines = run.lines
        output = run.result.output
    }
}
