public import SystemInfo

/// Output waiting to be written: text is formatted straight into it, so that an event allocates nothing.
public struct OutputBuffer: ~Copyable, Sendable {
    /// What has been formatted and not yet written.
    public private(set) var bytes: [UInt8] = []

    /// An empty buffer with room for some output.
    public init(capacity: Int = 65_536) { bytes.reserveCapacity(capacity) }

    /// The number of bytes waiting.
    public var count: Int { bytes.count }

    /// The waiting bytes as text, for tests and messages.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes everything to a file and empties the buffer, also when writing fails: what cannot be written is not kept.
    public mutating func flush(to file: borrowing OutputFile) throws(OutputFileError) {
        defer { removeAll() }
        if !bytes.isEmpty { try file.write(bytes) }
    }

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Takes back what was formatted after the first `count` bytes.
    public mutating func truncate(to count: Int) {
        if count < bytes.count { bytes.removeLast(bytes.count - max(0, count)) }
    }

    /// Adds one byte.
    public mutating func append(byte: UInt8) { bytes.append(byte) }

    /// Adds text as UTF-8.
    public mutating func append(_ text: String) { bytes.append(utf8: text) }

    /// Adds text known at compile time.
    public mutating func append(_ text: StaticString) {
        bytes.append(text)
    }

    /// Adds bytes.
    public mutating func append(contentsOf more: [UInt8]) { bytes.append(contentsOf: more) }

    /// Adds the part of a record that lies in `range`.
    public mutating func append(_ record: RawSpan, in range: Range<Int>) { bytes.append(record, in: range) }

    /// Adds a decimal number in a column of `width` bytes.
    mutating func append(decimal magnitude: UInt64, isNegative: Bool, width: Int, isLeft: Bool) {
        bytes.append(decimal: magnitude, isNegative: isNegative, width: width, isLeft: isLeft)
    }

    /// Adds what `body` writes into room for `count` bytes, which must be enough.
    public mutating func append<Failure: Error>(
        upTo count: Int, _ body: (inout OutputSpan<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        try bytes.append(addingCapacity: count, initializingWith: body)
    }

    /// Adds a number of blanks, none when it is negative.
    public mutating func append(blanks count: Int) { append(byte: 0x20, times: count) }

    /// Adds one byte a number of times, none when it is negative.
    public mutating func append(byte: UInt8, times count: Int) {
        if count > 0 { append(upTo: count) { $0.append(repeating: byte, count: count) } }
    }

    /// Fills what was added after the first `start` bytes up with blanks, to `width` bytes.
    public mutating func justify(from start: Int, width: Int, left: Bool) {
        let missing = width - (bytes.count - start)
        guard missing > 0 else { return }
        if left {
            append(blanks: missing)
        } else {
            bytes.insert(contentsOf: repeatElement(0x20, count: missing), at: start)
        }
    }

    /// Adds text in a column of `width` bytes.
    public mutating func append(_ text: String, width: Int, left: Bool = false) {
        let start = bytes.count
        append(text)
        justify(from: start, width: width, left: left)
    }

    /// Lets a C formatter of `SystemInfo` add bytes.
    mutating func withBytes(_ body: (inout [UInt8]) -> Void) { body(&bytes) }

    /// Makes room for `count` bytes at the end and lets `body` set them, by their distance from the end.
    mutating func overwriteTail(_ count: Int, _ body: (Int) -> UInt8) {
        let end = bytes.count
        for distance in 0..<count { bytes[end - 1 - distance] = body(distance) }
    }
}
