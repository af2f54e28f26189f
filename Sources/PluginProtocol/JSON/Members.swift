/// A message that does not have the form the protocol gives it.
package struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where: `sites[0].attach.uprobe.offset`; empty for the whole message.
    package var place: String
    /// What is wrong there, as the rest of a sentence: `is missing`.
    package var problem: String

    package init(_ place: String, _ problem: String) {
        self.place = place
        self.problem = problem
    }

    /// The place and its problem.
    package var description: String { place.isEmpty ? "it \(problem)" : "`\(place)` \(problem)" }
}

/// The members of a JSON object, taken out one by one; what is never taken is an error, so that misspelt names are found.
package struct Members {
    /// Where the object stands in its message.
    package let place: String
    private var values: [String: JSON] = [:]

    /// Takes an object apart.
    package init(_ value: JSON, at place: String) throws(WireError) {
        guard case .object(let members) = value else { throw WireError(place, "is \(value.kind), not an object") }
        self.place = place
        for member in members { values[member.name] = member.value }
    }

    /// The place of a member.
    package func place(of name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    /// An error at a member.
    package func error(_ name: String, _ problem: String) -> WireError { WireError(place(of: name), problem) }

    /// The value of a member, nil when it is not there or null.
    package mutating func optional(_ name: String) -> JSON? {
        guard let value = values.removeValue(forKey: name), value != .null else { return nil }
        return value
    }

    /// The value of a member that must be there.
    package mutating func value(_ name: String) throws(WireError) -> JSON {
        guard let value = optional(name) else { throw error(name, "is missing") }
        return value
    }

    /// A string, or the default when the member is not there.
    package mutating func string(_ name: String, default fallback: String? = nil) throws(WireError) -> String {
        guard let value = optional(name) ?? fallback.map(JSON.string) else { throw error(name, "is missing") }
        guard case .string(let text) = value else { throw error(name, "is \(value.kind), not a string") }
        return text
    }

    /// A truth value, or the default when the member is not there.
    package mutating func bool(_ name: String, default fallback: Bool? = nil) throws(WireError) -> Bool {
        guard let value = optional(name) ?? fallback.map(JSON.bool) else { throw error(name, "is missing") }
        guard case .bool(let truth) = value else { throw error(name, "is \(value.kind), not true or false") }
        return truth
    }

    /// A number that fits the type, or the default when the member is not there.
    package mutating func integer<T: FixedWidthInteger>(
        _ name: String, as type: T.Type = T.self, default fallback: T? = nil
    ) throws(WireError) -> T {
        guard let value = optional(name) ?? fallback.map({ JSON($0) }) else { throw error(name, "is missing") }
        guard case .integer(let number) = value else { throw error(name, "is \(value.kind), not a number") }
        guard let result = T(exactly: number) else {
            throw error(name, "is \(number), which is not between \(T.min) and \(T.max)")
        }
        return result
    }

    /// The elements of an array with their places; none when the member is not there and may be missing.
    package mutating func array(
        _ name: String, mayBeMissing: Bool = false, limit: Int = .max
    ) throws(WireError) -> [(value: JSON, place: String)] {
        guard let value = optional(name) else {
            if mayBeMissing { return [] }
            throw error(name, "is missing")
        }
        guard case .array(let elements) = value else { throw error(name, "is \(value.kind), not an array") }
        guard elements.count <= limit else {
            throw error(name, "has \(elements.count) elements, and \(limit) is the most")
        }
        let place = place(of: name)
        return elements.enumerated().map { ($1, "\(place)[\($0)]") }
    }

    /// The only member of an object that names a choice and holds what belongs to it: `{"slot": {"index": 0}}`.
    static func choice(_ value: JSON, at place: String) throws(WireError) -> (name: String, members: Members) {
        guard case .object(let members) = value else { throw WireError(place, "is \(value.kind), not an object") }
        guard members.count == 1, let only = members.first else {
            throw WireError(place, "has \(members.count) members, and its one member names what it is")
        }
        return (only.name, try Members(only.value, at: place.isEmpty ? only.name : "\(place).\(only.name)"))
    }

    /// Ends the reading: throws when members are left that nobody asked for.
    package func finish() throws(WireError) {
        if let name = values.keys.sorted().first { throw error(name, "is not a member the protocol knows here") }
    }
}
