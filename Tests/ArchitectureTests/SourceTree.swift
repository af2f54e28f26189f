import Foundation

/// A source file as the checks see it.
struct SourceFile {
    /// Relative to the package, for messages.
    var path: String
    /// The target it belongs to; providers have a folder of their own each.
    var target: String
    var lines: [String]
}

/// The Swift sources below `Sources` of a package.
struct SourceTree {
    var files: [SourceFile] = []

    /// Reads a package on disk.
    init(package: URL) throws {
        let sources = package.appending(path: "Sources")
        guard let walk = FileManager.default.enumerator(atPath: sources.path) else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        for case let path as String in walk where path.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            add(path, text)
        }
    }

    /// A tree from memory, by path below `Sources`.
    init(_ texts: [String: String]) {
        for (path, text) in texts.sorted(by: { $0.key < $1.key }) { add(path, text) }
    }

    private mutating func add(_ path: String, _ text: String) {
        let folders = path.split(separator: "/").map(String.init)
        let isProvider = folders.first == "Providers" && folders.count > 2
        let target = isProvider ? folders[1] + "Provider" : folders[0]
        var lines = text.components(separatedBy: "\n")
        if lines.last == "" { lines.removeLast() }
        files.append(SourceFile(path: "Sources/\(path)", target: target, lines: lines))
    }
}

extension SourceFile {
    /// The lines with comments and the insides of string literals blanked, so that words found are code.
    var code: [String] {
        var inBlock = false
        return lines.map { line in
            if inBlock {
                if line.contains("\"\"\"") { inBlock = false }
                return ""
            }
            if line.components(separatedBy: "\"\"\"").count == 2 { inBlock = true }
            return Self.strip(line)
        }
    }

    private static func strip(_ line: String) -> String {
        var result = ""
        var inString = false
        var escaped = false
        for character in line {
            if inString {
                if escaped {
                    escaped = false
                } else if character == "\\" {
                    escaped = true
                } else if character == "\"" {
                    inString = false
                }
            } else if character == "\"" {
                inString = true
            } else {
                result.append(character)
                if result.hasSuffix("//") { return String(result.dropLast(2)) }
            }
        }
        return result
    }
}
