import Glibc

/// Where programs and libraries are found by their plain names.
enum SearchFolders {
    /// The folders of `PATH`, in order.
    static var programs: [String] {
        guard let path = getenv("PATH") else { return ["/usr/local/bin", "/usr/bin", "/bin"] }
        return String(cString: path).split(separator: ":").map(String.init)
    }

    /// The folders of the dynamic loader: those of `/etc/ld.so.conf`, from which its cache is made, then its own.
    static var libraries: [String] {
        configured(in: "/etc/ld.so.conf", depth: 0) + ["/lib64", "/usr/lib64", "/lib", "/usr/lib"]
    }

    /// The folders that a loader configuration names; it may include others by a pattern (ldconfig(8)).
    static func configured(in file: String, depth: Int) -> [String] {
        guard depth < 8, let bytes = try? SystemFile.contents(of: file) else { return [] }
        var folders: [String] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = line.prefix { $0 != UInt8(ascii: "#") }
            let words = text.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                .map { String(decoding: $0, as: UTF8.self) }
            if words.first == "include" {
                for pattern in words.dropFirst() {
                    let path = pattern.hasPrefix("/") ? pattern : "/etc/" + pattern
                    for included in paths(matching: path) { folders += configured(in: included, depth: depth + 1) }
                }
            } else {
                folders += words
            }
        }
        return folders
    }

    private static func paths(matching pattern: String) -> [String] {
        var matches = glob_t()
        defer { globfree(&matches) }
        guard glob(pattern, 0, nil, &matches) == 0, let names = matches.gl_pathv else { return [] }
        return (0..<Int(matches.gl_pathc)).compactMap { index in names[index].map { String(cString: $0) } }
    }
}
