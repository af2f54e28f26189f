import Glibc

/// What a program asks of its own process.
public enum CurrentProcess {
    /// Whether it may do what only root may.
    public static var isRoot: Bool { geteuid() == 0 }

    /// Its process id.
    public static var id: Int { Int(getpid()) }

    /// Device and number of the process id namespace it is in; nil for the initial one, whose number is fixed
    /// (`PROC_PID_INIT_INO` of the kernel), and without procfs.
    public static var innerNamespace: (device: UInt64, number: UInt64)? {
        guard let file = SystemFile.deviceAndNumber(of: "/proc/self/ns/pid"), file.number != 0xefff_fffc else {
            return nil
        }
        return file
    }

    /// The macro variables of D (DTrace guide, chapter Scripting) and what they stand for in this process.
    public static var macroVariables: [String: Int64] {
        [
            "egid": Int64(getegid()), "euid": Int64(geteuid()), "gid": Int64(getgid()), "uid": Int64(getuid()),
            "pid": Int64(getpid()), "pgid": Int64(getpgid(0)), "ppid": Int64(getppid()), "sid": Int64(getsid(0)),
        ]
    }

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

    /// Whether the environment has a variable of this name.
    public static func hasVariable(_ name: String) -> Bool { getenv(name) != nil }

    /// Ends the process at once with an exit status.
    public static func end(status: Int32) -> Never { exit(status) }
}
