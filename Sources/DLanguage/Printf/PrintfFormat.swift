/// A checked format string: literal text and conversions in order.
public struct PrintfFormat: Hashable, Sendable {
    /// Text or a conversion.
    public enum Piece: Hashable, Sendable {
        /// Bytes with escapes resolved; `%%` is part of the text.
        case literal([UInt8])
        case conversion(Conversion)
    }

    /// One `%` conversion.
    public struct Conversion: Hashable, Sendable {
        /// The conversion character: a A c C d e E f g G i k o p s S T u x X Y.
        public var character: UInt8
        /// Any of `#`, `0`, `-`, `+`, space, `'`.
        public var flags: Set<UInt8>
        /// The least number of columns.
        public var width: Extent?
        /// What follows the dot.
        public var precision: Extent?
        /// h, hh, l, ll, L, w as written.
        public var size: String
        /// `%@`: the value of an aggregation (printa).
        public var isAggregation: Bool

        /// A width or precision.
        public enum Extent: Hashable, Sendable {
            case constant(Int)
            /// `*`: the next argument.
            case argument
        }

        public init(
            character: UInt8, flags: Set<UInt8> = [], width: Extent? = nil, precision: Extent? = nil,
            size: String = "", isAggregation: Bool = false
        ) {
            self.character = character
            self.flags = flags
            self.width = width
            self.precision = precision
            self.size = size
            self.isAggregation = isAggregation
        }
    }

    /// In the order of the format.
    public var pieces: [Piece]
    public init(pieces: [Piece]) { self.pieces = pieces }
}
