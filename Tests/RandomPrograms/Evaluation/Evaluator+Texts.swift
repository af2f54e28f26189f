extension Evaluator {
    /// The string, cut to the string size.
    mutating func evaluate(_ text: Text) throws(Fault) -> [UInt8] {
        Array(try whole(text).prefix(Script.stringSize))
    }

    private mutating func whole(_ text: Text) throws(Fault) -> [UInt8] {
        switch text {
        case .literal(let bytes): return bytes
        case .variable(let variable, let keys): return strings[try cell(variable, keys), default: []]
        case .join(let first, let second):
            let head = try evaluate(first)
            return head + (try evaluate(second))
        case .part(let text, let start, let count):
            let source = try evaluate(text)
            let first = Int(try evaluate(start))
            return Array(source.dropFirst(first).prefix(Int(try evaluate(count))))
        case .upper(let text): return try evaluate(text).map { (97...122).contains($0) ? $0 - 32 : $0 }
        case .lower(let text): return try evaluate(text).map { (65...90).contains($0) ? $0 + 32 : $0 }
        case .conditional(let condition, let first, let second):
            return try evaluate(try evaluate(condition) != 0 ? first : second)
        case .fromByte(let text, let byte, let last):
            let source = try evaluate(text)
            let place = last ? source.lastIndex(of: byte) : source.firstIndex(of: byte)
            return place.map { Array(source[$0...]) } ?? []
        case .fromText(let text, let needle):
            let (source, wanted) = (try evaluate(text), try evaluate(needle))
            let place = (0...source.count).first { source.dropFirst($0).starts(with: wanted) }
            return place.map { Array(source.dropFirst($0)) } ?? []
        case .number(let value): return Array("\(try evaluate(value))".utf8)
        case .token(let text, let separators, let second):
            let tokens = try evaluate(text).split { separators.contains($0) }.map(Array.init)
            return Array(tokens.prefix(second ? 2 : 1).joined())
        case .base(let text): return Self.base(try evaluate(text))
        case .folder(let text): return Self.folder(try evaluate(text))
        }
    }

    private static let slash = UInt8(ascii: "/")

    /// The last component of a path.
    private static func base(_ path: [UInt8]) -> [UInt8] {
        if path.isEmpty { return Array(".".utf8) }
        return path.split(separator: slash).last.map(Array.init) ?? [slash]
    }

    /// The path without its last component.
    private static func folder(_ path: [UInt8]) -> [UInt8] {
        var rest = path[...]
        while rest.last == slash { rest.removeLast() }
        while let last = rest.last, last != slash { rest.removeLast() }
        while rest.last == slash { rest.removeLast() }
        if !rest.isEmpty { return Array(rest) }
        return path.first == slash ? [slash] : Array(".".utf8)
    }
}
