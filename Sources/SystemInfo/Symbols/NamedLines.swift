import Synchronization

/// A text of lines that begin with a name, such as ftrace's list of functions, at hand for any number of questions.
final class NamedLines: Sendable {
    /// The lines, each with its newline.
    let text: [UInt8]
    /// Made when the first name is looked up.
    private let index = Mutex<LineIndex?>(nil)

    init(_ text: [UInt8]) { self.text = text }

    /// Calls `body` with the lines of a name in their order, without newlines, until it has had enough.
    func forEachLine(named name: String, _ body: (Span<UInt8>) throws -> SystemFile.Progress) throws {
        let text = text
        let index = index.withLock { known in
            if let known { return known }
            let made = LineIndex(of: text)
            known = made
            return made
        }
        var slot = index.slot(of: name.utf8.span)
        while let start = index.line(in: slot) {
            if text.span.extracting(LineIndex.name(in: text, at: start)).holds(name) {
                let end = SystemFile.newline(in: text, start, text.count) ?? text.count
                if try body(text.span.extracting(start..<end)) == .enough { return }
            }
            slot = index.slot(after: slot)
        }
    }
}

/// Where the lines of each name begin in a text.
private struct LineIndex {
    /// Offsets of lines plus one; 0 is free. The size is a power of two, at most half of it used, so that lines of the
    /// same name are met in their order.
    private var slots: [UInt32]

    init(of text: [UInt8]) {
        var lines = 1
        try? SystemFile.forEachLine(in: text) { _ in
            lines += 1
            return .more
        }
        slots = [UInt32](repeating: 0, count: 2 << (Int.bitWidth - lines.leadingZeroBitCount))
        var start = 0
        while start < text.count {
            var slot = slot(of: text.span.extracting(Self.name(in: text, at: start)))
            while slots[slot] != 0 { slot = self.slot(after: slot) }
            slots[slot] = UInt32(clamping: start + 1)
            start = (SystemFile.newline(in: text, start, text.count) ?? text.count) + 1
        }
    }

    /// Where the name of a line is: what it has before its first space.
    static func name(in text: [UInt8], at start: Int) -> Range<Int> {
        var end = start
        while end < text.count, text[end] > UInt8(ascii: " ") { end += 1 }
        return start..<end
    }

    /// Where the lines of a name are looked for first.
    func slot(of name: Span<UInt8>) -> Int { Int(truncatingIfNeeded: NameHash.of(name)) & (slots.count - 1) }

    func slot(after slot: Int) -> Int { (slot + 1) & (slots.count - 1) }

    /// Where the line of a slot begins, or nil when the slot is free.
    func line(in slot: Int) -> Int? { slots[slot] == 0 ? nil : Int(slots[slot]) - 1 }
}
