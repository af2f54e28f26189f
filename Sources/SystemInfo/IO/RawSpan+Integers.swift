/// Checked reads of raw memory: the one place where record and map bytes become numbers.
extension RawSpan {
    /// The integer in host byte order at a byte offset of any alignment, or nil when it does not lie inside the span.
    @inlinable
    public func integer<T: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: T.Type = T.self) -> T? {
        guard offset >= 0, offset <= byteCount - MemoryLayout<T>.size else { return nil }
        return unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type)
    }

    /// The offset of the first zero byte in `range`, or the end of the range; the range is cut to the span.
    public func endOfString(in range: Range<Int>) -> Int {
        let range = range.clamped(to: 0..<byteCount)
        return unsafe withUnsafeBytes { bytes in
            unsafe bytes[range].firstIndex(of: 0) ?? range.upperBound
        }
    }

    /// Whether all bytes of `range`, cut to the span, are zero.
    public func isZero(in range: Range<Int>) -> Bool {
        let range = range.clamped(to: 0..<byteCount)
        return unsafe withUnsafeBytes { bytes in unsafe bytes[range].allSatisfy { $0 == 0 } }
    }
}

extension [UInt8] {
    /// Adds the bytes of `range`, cut to the span.
    public mutating func append(_ span: RawSpan, in range: Range<Int>) {
        let range = range.clamped(to: 0..<span.byteCount)
        unsafe span.withUnsafeBytes { bytes in unsafe self.append(contentsOf: bytes[range]) }
    }
}

extension [UInt8] {
    /// Adds text known at compile time.
    public mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe self.append(contentsOf: $0) }
    }

    /// Adds text as UTF-8.
    public mutating func append(utf8 text: String) {
        let isAdded: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
            unsafe self.append(contentsOf: bytes)
        }
        // Strings that are not native ones, which this platform does not have.
        if isAdded == nil { append(contentsOf: text.utf8) }
    }
}

extension [UInt8] {
    /// Lends the elements as raw memory.
    public func withRawSpan<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(span.bytes)
    }
}
