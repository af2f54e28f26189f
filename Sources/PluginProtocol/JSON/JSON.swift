/// A JSON value, RFC 8259, with whole numbers only.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// From the least signed to the greatest unsigned number of 64 bits.
    case integer(Int128)
    case string(String)
    case array([JSON])
    /// Members in the order they were written; no name occurs twice.
    case object([Member])

    /// A name and its value.
    public struct Member: Hashable, Sendable {
        public var name: String
        public var value: JSON

        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// What kind of value it is, for messages: `a string`.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int64) { self = .integer(Int128(value)) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map(Member.init)) }

    /// A number.
    public init(_ value: some FixedWidthInteger) { self = .integer(Int128(clamping: value)) }
}
