extension BTF {
    /// The byte offset of a direct member of a struct; nil when there is no such struct or member.
    public func offset(of member: String, in name: String) -> Int? {
        guard let id = find(name, kind: .structure), case .aggregate(let aggregate)? = type(id) else { return nil }
        return aggregate.members.first { $0.name == member }.map { $0.bitOffset / 8 }
    }
}
