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
            let length = try count.map { (count) throws(Fault) in Int(try evaluate(count)) }
            return Self.part(of: source, from: first, count: length)
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
        case .number(let value, let base): return Self.number(try evaluate(value), base: base)
        case .token(let text, let separators, let second):
            tokenRest = try evaluate(text)
            let first = nextToken(separators)
            return second ? first + nextToken(separators) : first
        case .nextToken(let separators): return nextToken(separators)
        case .base(let text): return Self.base(try evaluate(text))
        case .folder(let text): return Self.folder(try evaluate(text))
        }
    }

    private mutating func nextToken(_ separators: [UInt8]) -> [UInt8] {
        let rest = tokenRest.drop { separators.contains($0) }
        let token = Array(rest.prefix { !separators.contains($0) })
        // The separator that ends the token is gone, whatever separators come next.
        tokenRest = Array(rest.dropFirst(token.count + 1))
        return token
    }

    private static func number(_ value: Int64, base: Int64) -> [UInt8] {
        if base == 10 { return Array("\(value)".utf8) }
        let digits = String(UInt64(bitPattern: value), radix: Int(base))
        return Array(((base == 16 ? "0x" : base == 8 && value != 0 ? "0" : "") + digits).utf8)
    }

    /// As in Perl: a negative start counts from the end, a negative count is what is left off there.
    private static func part(of source: [UInt8], from start: Int, count: Int?) -> [UInt8] {
        var (start, count) = (start, count ?? Script.stringSize)
        if start < 0 {
            start += source.count
            if start < 0 {
                guard start + count > 0 else { return [] }
                count += start
                start = 0
            }
        }
        guard start < source.count else { return [] }
        if count < 0 { count += source.count - start }
        return Array(source.dropFirst(start).prefix(max(0, count)))
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
