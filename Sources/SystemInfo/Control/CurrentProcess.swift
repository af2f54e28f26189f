import Glibc

/// What a program asks of its own process.
public enum CurrentProcess {
    /// Whether it may do what only root may.
    public static var isRoot: Bool { geteuid() == 0 }

    /// Its process id.
    public static var id: Int { Int(getpid()) }

    /// The variables of the environment whose names begin with `prefix`, without it, sorted by name.
    public static func environment(prefix: String) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if text.hasPrefix(prefix), let equals = text.firstIndex(of: "=") {
                let name = text[..<equals].dropFirst(prefix.count)
                found.append((String(name), String(text[text.index(after: equals)...])))
            }
            next += 1
        }
        return found.sorted { $0.name < $1.name }
    }

    /// Ends the process at once with an exit status.
    public static func end(status: Int32) -> Never { exit(status) }
}
