import Foundation
import TestSupport
import Testing

/// A script of the kind that engineers keep, run as its first line says, and what it must print about known work.
struct ShelfCase: Sendable, CustomTestStringConvertible {
    /// What is traced: the command of `-c`.
    enum Work: Sendable {
        case nothing
        /// The text of a shell script, whose own output does not count.
        case shell(String)
        /// A workload with its arguments.
        case workload(String)
    }

    /// How what is printed is held against `lines`: all of it, or some of it. The order does not count, as the records
    /// of each CPU are printed together.
    enum Match: Sendable { case whole, contained }

    /// The file below `Scripts`.
    let script: String
    var work = Work.nothing
    var arguments: [String] = []
    var match = Match.whole
    /// Lines without spaces at their ends; "…" stands for any text, and empty lines are left out.
    let lines: String
    var status: Int32 = 0

    var testDescription: String { script }

    private static let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts")

    /// Runs it and compares.
    func check() throws {
        let folder = try TemporaryFolder()
        let output = folder.url.appending(path: "output")
        let result = try runCommand(
            Live.program, try options() + ["-o", output.path] + target(in: folder.url) + arguments,
            environment: ["_DTRACE_TESTING": "1", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no"], timeout: 60)
        #expect(result.status == status, "\(result.errors)")
        let printed = Self.lines(of: (try? String(contentsOf: output, encoding: .utf8)) ?? "")
        let expected = Self.lines(of: lines)
        let shown = "\(printed.joined(separator: "\n"))\n\(result.errors)"
        var unexpected = printed
        for pattern in expected {
            let place = unexpected.firstIndex { Self.fits($0, pattern) }
            #expect(place != nil, "\(pattern) is missing: \(shown)")
            if let place { unexpected.remove(at: place) }
        }
        if match == .whole { #expect(unexpected == [], "\(shown)") }
    }

    /// The words of the script's first line, as the kernel would hand them over, with its path.
    private func options() throws -> [String] {
        let file = Self.scripts.appending(path: script)
        let first = try String(contentsOf: file, encoding: .utf8).prefix { $0 != "\n" }
        let words = first.split(separator: " ").dropFirst().map(String.init)
        #expect(first.hasPrefix("#!"), "\(script) names no interpreter")
        return words + [file.path]
    }

    private func target(in folder: URL) throws -> [String] {
        switch work {
        case .nothing: return []
        case .workload(let command): return ["-c", Live.workload(command)]
        case .shell(let text):
            let file = folder.appending(path: "work")
            try text.write(to: file, atomically: true, encoding: .utf8)
            return ["-c", "sh \(file.path)"]
        }
    }

    private static func lines(of text: String) -> [String] {
        text.split(separator: "\n").map { String($0.trimmingSuffix(while: \.isWhitespace)) }.filter { !$0.isEmpty }
    }

    private static func fits(_ line: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "…", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == pattern }
        guard line.hasPrefix(first), line.hasSuffix(last), line.count >= first.count + last.count else { return false }
        var rest = line.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let place = rest.firstRange(of: part) else { return false }
            rest = rest[place.upperBound...]
        }
        return true
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> SubSequence {
        var end = endIndex
        while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
        return self[startIndex..<end]
    }
}
