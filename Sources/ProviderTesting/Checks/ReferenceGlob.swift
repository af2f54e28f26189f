/// Matches patterns in the simplest way that can be right, to compare with.
struct ReferenceGlob {
    private let pattern: [Unicode.Scalar]

    init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

    /// Whether the text matches as a whole; an empty pattern matches everything.
    func matches(_ text: String) -> Bool {
        pattern.isEmpty || Self.matches(pattern[...], Array(text.unicodeScalars)[...])
    }

    private static func matches(_ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*": return matches(rest, text) || (!text.isEmpty && matches(pattern, text.dropFirst()))
        case "?": return !text.isEmpty && matches(rest, text.dropFirst())
        case "\\": return !rest.isEmpty && text.first == rest.first && matches(rest.dropFirst(), text.dropFirst())
        case "[": return set(rest, text)
        default: return text.first == first && matches(rest, text.dropFirst())
        }
    }

    /// What follows the bracket: the members of a set, perhaps behind `!`, and the closing bracket.
    private static func set(_ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let end = pattern.dropFirst().firstIndex(of: "]"), let character = text.first else { return false }
        let isNegated = pattern.first == "!"
        let members = pattern[..<end].dropFirst(isNegated ? 1 : 0)
        var isMember = false
        var index = members.startIndex
        while index < members.endIndex {
            if index + 2 < members.endIndex, members[index + 1] == "-" {
                isMember = isMember || (members[index]...max(members[index], members[index + 2])).contains(character)
                index += 3
            } else {
                isMember = isMember || members[index] == character
                index += 1
            }
        }
        return isMember != isNegated && matches(pattern[(end + 1)...], text.dropFirst())
    }
}
