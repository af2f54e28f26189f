import Glibc

/// A program that nobody but root can change: it and every folder above it belong to root, and nobody else can write there.
///
/// A folder above may be open to all when its sticky bit is set, as that of `/tmp` is: others can add to such a folder,
/// but not replace what root has there. The folder of the file itself may not.
public struct TrustedFile: Hashable, Sendable {
    /// The path with symbolic links resolved.
    public let path: String

    /// Why a file is not trusted, as a sentence without a full stop at its end.
    public struct Distrust: Error, Hashable, Sendable, CustomStringConvertible {
        public var description: String
    }

    /// Follows links and checks what they lead to.
    public init(path: String) throws(Distrust) {
        guard let resolved = realpath(path, nil) else {
            throw Distrust(description: "cannot open \(path): \(String(cString: strerror(errno)))")
        }
        self.path = String(cString: resolved)
        free(resolved)
        let status = try Self.status(of: self.path)
        guard status.st_mode & S_IFMT == S_IFREG else { throw Distrust(description: "\(self.path) is not a file") }
        guard status.st_mode & 0o111 != 0 else { throw Distrust(description: "\(self.path) is not executable") }
        try Self.check(status, self.path)
        var folder = Self.parent(of: self.path)
        try Self.check(try Self.status(of: folder), folder)
        while folder != "/" {
            folder = Self.parent(of: folder)
            var status = try Self.status(of: folder)
            if status.st_mode & S_ISVTX != 0 { status.st_mode &= ~0o022 }
            try Self.check(status, folder)
        }
    }

    private static func check(_ status: stat, _ path: String) throws(Distrust) {
        guard status.st_uid == 0 else {
            throw Distrust(description: "\(path) belongs to the user \(status.st_uid), not to root: chown it")
        }
        guard status.st_mode & 0o022 == 0 else {
            throw Distrust(description: "\(path) can be written by others than root: chmod go-w it")
        }
    }

    private static func status(of path: String) throws(Distrust) -> stat {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            throw Distrust(description: "cannot open \(path): \(String(cString: strerror(errno)))")
        }
        return status
    }

    private static func parent(of path: String) -> String {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : String(path[..<end])
    }
}
