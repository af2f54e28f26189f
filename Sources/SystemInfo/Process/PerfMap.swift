/// The names of code that a process made while running, as it tells them to profilers: a line `START SIZE name` for each
/// piece, the numbers in hexadecimal (kernel sources, tools/perf/Documentation/jit-interface.txt).
struct PerfMap {
    private struct Piece {
        var start: UInt64
        var end: UInt64
        /// Where the name is in the text.
        var name: Range<Int>
    }

    private let text: [UInt8]
    /// By their starts; of pieces at the same place the latest, since memory is used again.
    private let pieces: [Piece]

    init(_ text: [UInt8]) {
        var found: [Piece] = []
        var start = 0
        try? SystemFile.forEachLine(in: text) { line in
            if let piece = Self.piece(line, at: start) { found.append(piece) }
            start += line.count + 1
            return .more
        }
        var latest: [Piece] = []
        // Stable: equal starts stay in the order they were written in.
        for piece in found.enumerated().sorted(by: { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }) {
            if latest.last?.start == piece.element.start { latest.removeLast() }
            latest.append(piece.element)
        }
        self.text = text
        pieces = latest
    }

    /// The name of the piece an address lies in, and the address's distance from its start.
    func lookup(_ address: UInt64) -> (name: String, offset: UInt64)? {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].start <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0, address < pieces[low - 1].end else { return nil }
        let piece = pieces[low - 1]
        return (String(decoding: text[piece.name], as: UTF8.self), address - piece.start)
    }

    private static func piece(_ line: Span<UInt8>, at place: Int) -> Piece? {
        var position = 0
        guard let start = number(line, &position), let size = number(line, &position), position < line.count,
            case (let end, false) = start.addingReportingOverflow(size)
        else { return nil }
        return Piece(start: start, end: end, name: place + position..<place + line.count)
    }

    /// A hexadecimal number and the blank behind it.
    private static func number(_ line: Span<UInt8>, _ position: inout Int) -> UInt64? {
        var value: UInt64 = 0
        let start = position
        while position < line.count, line[position] != UInt8(ascii: " ") {
            guard let digit = Character(UnicodeScalar(line[position])).hexDigitValue, value >> 60 == 0 else {
                return nil
            }
            value = value << 4 | UInt64(digit)
            position += 1
        }
        guard position > start, position < line.count else { return nil }
        position += 1
        return value
    }
}
