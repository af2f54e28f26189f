/// One part of a probe pattern, matched as DTrace does (guide, chapter Program Structure):
/// `*` any text, `?` one character, `[a-z]` one of a set, `[!a-z]` one outside it, `\` quotes the next character.
public struct Glob: Hashable, Sendable, ExpressibleByStringLiteral {
    /// As written; empty matches everything.
    public let text: String
    /// The only text that matches, or nil when the part has wildcards or is empty.
    public let literal: String?

    /// Matches everything.
    public static let any = Glob("")

    /// A pattern as it is written.
    public init(_ text: String) {
        self.text = text
        self.literal = Self.literal(of: text)
    }

    /// Matches just this text: its special characters are quoted. Empty text matches everything, as everywhere.
    public init(exactly text: String) {
        self.init(text.reduce(into: "") { $0 += "*?[\\".contains($1) ? "\\\($1)" : String($1) })
    }

    /// A pattern as it is written.
    public init(stringLiteral value: String) { self.init(value) }

    /// Whether the text matches as a whole.
    public func matches(_ text: String) -> Bool {
        if let literal { return literal == text }
        return self.text.isEmpty || matches(text.utf8.span)
    }

    /// Whether UTF-8 text matches as a whole; for lists that are read without making strings.
    public func matches(_ bytes: Span<UInt8>) -> Bool {
        if text.isEmpty { return true }
        if let literal { return Self.equal(literal.utf8.span, bytes) }
        return Self.match(text.utf8.span, bytes)
    }

    /// The text with quoting removed when there are no wildcards, else nil.
    private static func literal(of text: String) -> String? {
        if text.isEmpty { return nil }
        var bytes: [UInt8] = []
        var isQuoted = false
        for byte in text.utf8 {
            if isQuoted {
                bytes.append(byte)
                isQuoted = false
            } else {
                switch byte {
                case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["): return nil
                case UInt8(ascii: "\\"): isQuoted = true
                default: bytes.append(byte)
                }
            }
        }
        // A quote at the end quotes nothing; such a pattern matches no text.
        return isQuoted ? nil : String(decoding: bytes, as: UTF8.self)
    }

    private static func equal(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for index in a.indices where a[index] != b[index] { return false }
        return true
    }

    /// Walks pattern and text side by side. On a mismatch the last `*` takes one more character: what an earlier
    /// `*` took need not be reconsidered, so the time is at most the product of both lengths.
    private static func match(_ pattern: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
        var place = 0
        var position = 0
        var retry: (place: Int, position: Int)?
        while true {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                place += 1
                retry = (place, position)
            } else if place == pattern.count, position == text.count {
                return true
            } else if position < text.count, let next = step(pattern, place, text[position]) {
                place = next
                position += 1
            } else if let last = retry, last.position < text.count {
                place = last.place
                position = last.position + 1
                retry = (place, position)
            } else {
                return false
            }
        }
    }

    /// The place in the pattern behind the element at `place` when that element matches the character, else nil.
    private static func step(_ pattern: Span<UInt8>, _ place: Int, _ character: UInt8) -> Int? {
        guard place < pattern.count else { return nil }
        switch pattern[place] {
        case UInt8(ascii: "?"): return place + 1
        case UInt8(ascii: "["): return set(pattern, place + 1, character)
        case UInt8(ascii: "\\"):
            return place + 1 < pattern.count && pattern[place + 1] == character ? place + 2 : nil
        case character: return place + 1
        default: return nil
        }
    }

    /// The same for a set that begins behind its `[`. Its first member may be `]`; a set without an end matches nothing.
    private static func set(_ pattern: Span<UInt8>, _ start: Int, _ character: UInt8) -> Int? {
        var place = start
        let isComplement = place < pattern.count && pattern[place] == UInt8(ascii: "!")
        if isComplement { place += 1 }
        var isMember = false
        var previous: UInt8?
        var isFirst = true
        while place < pattern.count {
            if pattern[place] == UInt8(ascii: "]"), !isFirst { return isMember != isComplement ? place + 1 : nil }
            isFirst = false
            var low: UInt8?
            if pattern[place] == UInt8(ascii: "-"), let from = previous, place + 1 < pattern.count,
                pattern[place + 1] != UInt8(ascii: "]")
            {
                low = from
                place += 1
            }
            if pattern[place] == UInt8(ascii: "\\") { place += 1 }
            guard place < pattern.count else { return nil }
            let high = pattern[place]
            if (low ?? high)...max(low ?? high, high) ~= character && (low ?? high) <= high { isMember = true }
            if high == character { isMember = true }
            previous = high
            place += 1
        }
        return nil
    }
}
