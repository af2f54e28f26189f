/// A D library that is part of the program.
struct ShippedLibrary: Sendable {
    /// The name that messages show and `depends_on library` means, such as `io.d`.
    let name: String
    let text: String

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    /// All of them but the one that depends on the machine, `sched.d`.
    static let fixed: [ShippedLibrary] = [
        .errno, .signal, .unistd, .regs, .fcntl, .procfs, .threads, .io, .net, .ip, .tcp, .udp,
    ]

    /// The names the library gives a meaning to: inlines, typedefs, tags as `struct name`, providers as `provider name`.
    ///
    /// Definitions are looked for where the libraries have them: at the start of a line.
    var definedNames: [String] {
        var names: [String] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 8).map { String(Substring($0)) }
            switch words.first {
            case "inline": names += Self.inlineName(words)
            case "provider" where words.count > 1: names.append("provider " + words[1])
            case "typedef" where words.last == "{": names.append(words[1] + " " + words[2])
            case "typedef", "}": names += words.dropFirst().last.map(Self.plainName).map { [$0] } ?? []
            default: break
            }
        }
        return names
    }

    /// The word before `=`, without its parameters: `inline int EPERM = 1;`, `inline fileinfo_t fds[int fd] = ...`.
    private static func inlineName(_ words: [String]) -> [String] {
        guard let place = words.firstIndex(where: { $0.contains("[") || $0 == "=" }) else { return [] }
        return [plainName(words[words[place] == "=" ? place - 1 : place])]
    }

    /// Without the star before it and what follows it.
    private static func plainName(_ word: String) -> String {
        String(word.drop { $0 == "*" }.prefix { $0 != "[" && $0 != ";" })
    }
}
