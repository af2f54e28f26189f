extension BTF {
    /// The byte offset of a member of a struct or of its anonymous members; nil when there is no such struct or member.
    public func offset(of member: String, in name: String) -> Int? {
        guard let id = find(name, kind: .structure), case .aggregate(let aggregate)? = type(id) else { return nil }
        return offset(of: member, in: aggregate)
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
