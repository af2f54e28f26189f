/// A range of UTF-8 byte offsets in a source text.
public struct SourceRange: Hashable, Sendable {
    /// The offset of the first byte.
    public var lowerBound: Int
    /// The offset after the last byte.
    public var upperBound: Int

    public init(_ lowerBound: Int, _ upperBound: Int) {
        self.lowerBound = lowerBound
        self.upperBound = upperBound
    }

    /// The empty range at the start, for what has no place of its own.
    public static let none = SourceRange(0, 0)
}
