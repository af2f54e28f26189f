/// Turns byte offsets of one source into the lines and files that messages name, following `# line` directives.
public struct SourceMap: Hashable, Sendable {
    /// The name of the source, for messages about libraries.
    public let name: String
    let isLibrary: Bool
    /// The offset of the first byte of each line.
    private let starts: [Int]
    /// Line directives by the index of the first line they number.
    private var controls: [Control] = []

    private struct Control: Hashable, Sendable {
        var index: Int
        var line: Int
        var file: String?
    }

    public init(_ source: DSource) {
        name = source.name
        isLibrary = source.isLibrary
        var starts = [0]
        for (offset, byte) in source.text.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        self.starts = starts
        end = SourceRange(source.text.count, source.text.count)
    }

    /// The empty range at the end of the source.
    let end: SourceRange

    /// Notes a `# line "file"` directive on the line that holds `offset`; it numbers the line after.
    mutating func renumber(after offset: Int, line: Int, file: String?) {
        controls.append(Control(index: index(of: offset) + 1, line: line, file: file))
    }

    /// The 1-based line of the byte at `offset`.
    public func line(at offset: Int) -> Int {
        let index = index(of: offset)
        guard let control = controls.last(where: { $0.index <= index }) else { return index + 1 }
        return control.line + index - control.index
    }

    /// The file that messages name for the byte at `offset`: nil for the main source.
    public func file(at offset: Int) -> String? {
        let index = index(of: offset)
        let file = controls.last { $0.index <= index && $0.file != nil }?.file ?? name
        // What the preprocessor reads from its standard input is the script.
        return (file == name && !isLibrary) || file == "<stdin>" ? nil : file
    }

    /// Completes a diagnostic of this source with its line and file.
    public func locate(_ diagnostic: Diagnostic) -> Diagnostic {
        guard diagnostic.line == 0 else { return diagnostic }
        var result = diagnostic
        result.line = line(at: diagnostic.site.lowerBound)
        result.file = file(at: diagnostic.site.lowerBound)
        return result
    }

    /// The index of the line that holds `offset`.
    private func index(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
