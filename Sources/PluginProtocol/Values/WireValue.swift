/// A value that has a form in messages.
package protocol WireValue {
    /// The value as a message has it.
    var json: JSON { get }
    /// Reads a value at a place of a message.
    init(_ json: JSON, at place: String) throws(WireError)
}

extension Members {
    /// A value that must be there.
    package mutating func value<T: WireValue>(_ name: String, as type: T.Type) throws(WireError) -> T {
        let json: JSON = try value(name)
        return try T(json, at: place(of: name))
    }

    /// A value that may be missing.
    package mutating func optional<T: WireValue>(_ name: String, as type: T.Type) throws(WireError) -> T? {
        guard let json = optional(name) else { return nil }
        return try T(json, at: place(of: name))
    }

    /// The values of an array, or nil when it is missing.
    package mutating func optionalValues<T: WireValue>(_ name: String, as type: T.Type) throws(WireError) -> [T]? {
        guard let json = optional(name) else { return nil }
        let place = place(of: name)
        guard case .array(let elements) = json else { throw WireError(place, "is \(json.kind), not an array") }
        var result: [T] = []
        for (index, element) in elements.enumerated() { result.append(try T(element, at: "\(place)[\(index)]")) }
        return result
    }

    /// The values of an array; none when the member may be missing and is.
    package mutating func values<T: WireValue>(
        _ name: String, as type: T.Type, mayBeMissing: Bool = false, limit: Int = .max
    ) throws(WireError) -> [T] {
        var result: [T] = []
        for element in try array(name, mayBeMissing: mayBeMissing, limit: limit) {
            result.append(try T(element.value, at: element.place))
        }
        return result
    }
}

extension JSON {
    /// An object without the members whose values are nil.
    static func members(_ members: [(String, JSON?)]) -> JSON {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }

    /// `{"name": {...}}`.
    static func choice(_ name: String, _ members: [(String, JSON?)]) -> JSON {
        .object([Member(name, .members(members))])
    }

    /// An array of values.
    static func array<T: WireValue>(_ values: [T]) -> JSON { .array(values.map(\.json)) }
}
