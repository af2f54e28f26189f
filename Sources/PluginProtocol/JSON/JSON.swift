/// A JSON value, RFC 8259, with whole numbers only.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// From the least signed to the greatest unsigned number of 64 bits.
    case integer(Int128)
    case string(String)
    case array([JSON])
    /// Members in the order they were written; no name occurs twice.
    case object([Member])

    /// A name and its value.
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// What kind of value it is, for messages: `a string`.
    package var kind: String {
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
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(Int128(value)) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map(Member.init)) }

    /// A number.
    package init(_ value: some FixedWidthInteger) { self = .integer(Int128(clamping: value)) }
}
