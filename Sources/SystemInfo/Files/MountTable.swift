/// The mounted file systems, as `/proc/mounts` lists them.
public struct MountTable: Hashable, Sendable {
    /// One mounted file system.
    public struct Mount: Hashable, Sendable {
        /// Where it is mounted.
        public var path: String
        /// Its kind: `tracefs`, `debugfs`, ...
        public var type: String
    }

    /// In the order they were mounted.
    public var mounts: [Mount]

    /// Reads `mounts` below the mount point of procfs.
    public init(procfs: String) throws(FileError) {
        self.init(parsing: try SystemFile.text(of: procfs + "/mounts"))
    }

    /// Takes the text of the file apart: device, path, type, options and two numbers a line.
    public init(parsing text: String) {
        mounts = text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count >= 3 else { return nil }
            return Mount(path: Self.unescape(parts[1]), type: String(parts[2]))
        }
    }

    /// Where a file system of this type is mounted, first mount first.
    public func path(ofType type: String) -> String? { mounts.first { $0.type == type }?.path }

    /// Spaces, tabs, newlines and backslashes in paths are written as a backslash and three octal digits.
    private static func unescape(_ path: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = path.utf8[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let value = UInt8(String(Substring(digits)), radix: 8)
            {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
