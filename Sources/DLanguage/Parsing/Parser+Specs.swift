/// Probe descriptions.
extension Parser {
    mutating func parseSpec() throws(Diagnostic) -> ProbeSpec {
        guard case .spec(let text) = current.kind else { throw unexpected }
        let range = current.range
        advance()
        var spec = ProbeSpec(
            provider: "", module: "", function: "", name: "", text: text, range: range,
            line: source.map.line(at: range.lowerBound))
        if form == .identifier || text.utf8.allSatisfy({ $0.isDigit }) {
            spec.identifiers = try identifiers(text, at: range)
            return spec
        }
        let parts = try expand(text, at: range)
        let last = lastPart
        guard parts.count <= last + 1 else { throw .overspecified(text, at: range) }
        let places: [WritableKeyPath<ProbeSpec, String>] = [\.provider, \.module, \.function, \.name]
        for (offset, part) in parts.reversed().enumerated() { spec[keyPath: places[last - offset]] = part }
        return spec
    }

    /// Which of the four parts the last part given is.
    private var lastPart: Int {
        switch form {
        case .provider: 0
        case .module: 1
        case .function: 2
        case .script, .name, .identifier: 3
        }
    }

    /// `12` or `12-15`.
    private func identifiers(_ text: String, at range: SourceRange) throws(Diagnostic) -> ClosedRange<Int> {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0, first <= last
        else { throw .badDescription(text, "a probe id, or two joined by a minus sign, is expected", at: range) }
        return first...last
    }

    /// The parts between colons outside paths, with macros replaced by their values.
    private mutating func expand(_ text: String, at range: SourceRange) throws(Diagnostic) -> [String] {
        var parts: [[UInt8]] = [[]]
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: ":"): parts.append([])
            case UInt8(ascii: "$"):
                // In a description $1 and $$1 mean the same: text.
                if index < bytes.count, bytes[index] == UInt8(ascii: "$") { index += 1 }
                let start = index
                while index < bytes.count, bytes[index].isWord { index += 1 }
                let value = try macro(String(source: bytes[start..<index]), in: text, at: range)
                parts[parts.count - 1] += Array(value.utf8)
            default: parts[parts.count - 1].append(byte)
            }
        }
        return parts.map { String(source: $0) }
    }

    private mutating func macro(_ name: String, in text: String, at range: SourceRange) throws(Diagnostic) -> String {
        if let number = Int(name) {
            guard number < options.macroArguments.count else {
                if options.defaultArguments { return "" }
                throw .badDescription(text, "Undefined macro variable in probe description", at: range)
            }
            usedInSpecs.insert(number)
            return options.macroArguments[number]
        }
        guard let value = options.macroVariables[name] else {
            throw .badDescription(text, "Undefined macro variable in probe description", at: range)
        }
        return String(value)
    }
}
