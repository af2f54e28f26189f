import ProviderAPI
import TestSupport
import Testing

@Suite struct GlobTests {
    @Test func `an empty part matches everything`() {
        #expect(Glob("").matches(""))
        #expect(Glob("").matches("anything"))
        #expect(Glob("").literal == nil)
    }

    @Test(arguments: [
        ("open*", "openat", true), ("open*", "open", true), ("open*", "reopen", false), ("*at", "openat", true),
        ("*a*t", "openat", true), ("s?ed", "sped", true), ("s?ed", "sed", false), ("?", "", false), ("*", "", true),
        ("**", "x", true), ("*?", "", false), ("[abc]x", "bx", true), ("[abc]x", "dx", false), ("[a-c]", "b", true),
        ("[a-c]", "d", false), ("[!a-c]", "d", true), ("[!a-c]", "b", false), ("[c-a]", "b", false),
        ("[-a]", "-", true), ("[a-]", "-", true), ("[]a]", "]", true), ("[]a]", "a", true), ("[a", "a", false),
        ("[!", "a", false), ("[", "[", false), ("a\\*", "a*", true), ("a\\*", "ab", false), ("\\[a\\]", "[a]", true),
        ("a\\", "a", false), ("a\\", "a\\", false), ("[\\]]", "]", true), ("[a-c-e]", "d", true),
        ("[!a]", "", false), ("x[\\", "x", false), ("*\\*", "a*", true), ("*.c", "a.c.c", true),
        ("a*b*c", "abcbd", false),
    ])
    func `wildcards match as in the shell`(pattern: String, text: String, expected: Bool) {
        #expect(Glob(pattern).matches(text) == expected)
        #expect(Glob(pattern).matches(text.utf8.span) == expected)
    }

    @Test func `text without wildcards is a literal, quoting removed`() {
        #expect(Glob("openat").literal == "openat")
        #expect(Glob("a\\*b").literal == "a*b")
        #expect(Glob("a*").literal == nil)
        #expect(Glob("a\\").literal == nil)
    }

    @Test func `random patterns match as a naive matcher says`() {
        var random = SeededGenerator(printing: 0x5eed)
        let patternAlphabet = Array("aab*?[]!-\\".utf8)
        let textAlphabet = Array("aab]-!".utf8)
        var matches = 0
        for _ in 0..<40_000 {
            let pattern = random.bytes(from: patternAlphabet, upTo: 8)
            let text = random.bytes(from: textAlphabet, upTo: 6)
            let expected = pattern.isEmpty || naiveMatch(pattern[...], text[...])
            let actual = Glob(String(decoding: pattern, as: UTF8.self)).matches(text.span)
            #expect(actual == expected, "pattern \(pattern) text \(text)")
            matches += expected ? 1 : 0
        }
        #expect(matches > 1000, "the sample must have matches to say anything")
    }

    /// Follows the definition of each wildcard by recursion, without any cleverness.
    private func naiveMatch(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch Character(Unicode.Scalar(first)) {
        case "*":
            return (0...text.count).contains { naiveMatch(rest, text.dropFirst($0)) }
        case "?":
            return !text.isEmpty && naiveMatch(rest, text.dropFirst())
        case "\\":
            guard let quoted = rest.first, text.first == quoted else { return false }
            return naiveMatch(rest.dropFirst(), text.dropFirst())
        case "[":
            guard let (members, isComplement, after) = naiveSet(rest), let character = text.first else { return false }
            return members.contains(character) != isComplement && naiveMatch(after, text.dropFirst())
        default:
            return text.first == first && naiveMatch(rest, text.dropFirst())
        }
    }

    private func naiveSet(_ pattern: ArraySlice<UInt8>) -> (Set<UInt8>, Bool, ArraySlice<UInt8>)? {
        var rest = pattern
        let isComplement = rest.first == UInt8(ascii: "!")
        if isComplement { rest.removeFirst() }
        var members: [UInt8] = []
        var set: Set<UInt8> = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "]"), !members.isEmpty { return (set, isComplement, rest) }
            var member = byte
            var low: UInt8?
            if byte == UInt8(ascii: "-"), let last = members.last, let next = rest.first, next != UInt8(ascii: "]") {
                low = last
                member = next
                rest.removeFirst()
            }
            if member == UInt8(ascii: "\\") {
                guard let quoted = rest.popFirst() else { return nil }
                member = quoted
            }
            if let low, low <= member { set.formUnion(low...member) }
            set.insert(member)
            members.append(member)
        }
        return nil
    }
}
