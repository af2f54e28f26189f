extension BTF {
    /// The byte offset of a member of a struct or of its anonymous members; nil when there is no such struct or member.
    public func offset(of member: String, in name: String) -> Int? {
        guard let id = find(name, kind: .structure), case .aggregate(let aggregate)? = type(id) else { return nil }
        return offset(of: member, in: aggregate)
    }

    /// The type of a member of a member, and so on, of a struct; nil when there is no such struct or member.
    func type(of path: [String], in name: String) -> BTFTypeID? {
        guard var current = find(name, kind: .structure) else { return nil }
        for member in path {
            guard case .aggregate(let aggregate)? = stripped(current), let next = type(of: member, in: aggregate) else {
                return nil
            }
            current = next
        }
        return current
    }

    private func type(of member: String, in aggregate: BTFAggregate) -> BTFTypeID? {
        for candidate in aggregate.members {
            if candidate.name == member { return candidate.type }
            guard candidate.name.isEmpty, case .aggregate(let inner)? = type(candidate.type),
                let found = type(of: member, in: inner)
            else { continue }
            return found
        }
        return nil
    }

    private func offset(of member: String, in aggregate: BTFAggregate) -> Int? {
        for candidate in aggregate.members {
            if candidate.name == member { return candidate.bitOffset / 8 }
            guard candidate.name.isEmpty, case .aggregate(let inner)? = type(candidate.type),
                let found = offset(of: member, in: inner)
            else { continue }
            return candidate.bitOffset / 8 + found
        }
        return nil
    }
}
