extension SyntaxProgram {
    /// The structs and unions that declarations define, by keyword and tag, as `struct name`.
    var definedTags: Set<String> {
        var tags: Set<String> = []
        for case .declaration(let declaration) in items { Self.collect(declaration.type, into: &tags) }
        return tags
    }

    private static func collect(_ type: SyntaxType, into tags: inout Set<String>) {
        switch type {
        case .tagged(let tag):
            guard let members = tag.members else { return }
            if !tag.name.isEmpty { tags.insert(tag.key) }
            for member in members { collect(member.type, into: &tags) }
        case .pointer(let element), .array(let element, _), .associative(let element, _):
            collect(element, into: &tags)
        case .basic, .string, .named, .function: return
        }
    }
}

extension SyntaxTag {
    /// Keyword and tag, as `struct name`.
    var key: String { "\(keyword.rawValue) \(name)" }
}
