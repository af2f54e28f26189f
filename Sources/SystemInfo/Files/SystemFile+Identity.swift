import Glibc

/// A file by its place on its device: all names of one file share it.
public struct FileIdentity: Hashable, Sendable {
    /// The device as whoever tells names it: a number of stat(2), or two of them as `/proc/<pid>/maps` prints them.
    public var device: String
    public var inode: UInt64

    public init(device: String, inode: UInt64) {
        self.device = device
        self.inode = inode
    }
}

extension SystemFile {
    /// The target of a symbolic link.
    public static func link(_ path: String) throws(FileError) -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { buffer in
                buffer.baseAddress.map { readlink(path, $0, buffer.count) } ?? -1
            }
        }
        guard count >= 0 else { throw FileError("read the link", path, code: errno) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    /// The number of a regular file with symbolic links followed, or nil when there is none.
    static func inode(of path: String) -> UInt64? { identity(of: path)?.inode }

    /// Device and inode of a regular file with symbolic links followed, or nil when there is none.
    public static func identity(of path: String) -> FileIdentity? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return FileIdentity(device: "\(status.st_dev)", inode: UInt64(status.st_ino))
    }
}

extension SystemFile {
    /// The user that a file or folder belongs to, or nil when it is not there.
    static func owner(of path: String) -> UInt32? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_uid : nil
    }

    /// The device and the number of a file; nil when there is none.
    static func deviceAndNumber(of path: String) -> (device: UInt64, number: UInt64)? {
        var status = stat()
        return stat(path, &status) == 0 ? (UInt64(status.st_dev), UInt64(status.st_ino)) : nil
    }

    /// The content of a regular file that a user may have put where everybody can write; nil when it is no longer than
    /// `length` bytes, or belongs to neither root nor the owner that is given.
    static func plainContents(of path: String, longerThan length: Int, ifOwnedAs owner: UInt32?) -> [UInt8]? {
        // Neither a link nor a pipe that nobody writes to may lead or hold us up.
        guard let file = try? ReadableFile(path: path, flags: O_NOFOLLOW | O_NONBLOCK), let status = file.status,
            status.st_mode & S_IFMT == S_IFREG, status.st_size > length,
            status.st_uid == 0 || status.st_uid == owner ?? status.st_uid
        else { return nil }
        return try? contents(of: file)
    }
}

extension FileError {
    /// Whether the file, or the process it tells of, is not there; one that ends while it is being read gives ESRCH.
    var isMissing: Bool { code == ENOENT || code == ESRCH }
    var isForbidden: Bool { code == EACCES || code == EPERM }
    /// The kernel's answer alone.
    var reason: String { String(cString: strerror(code)) }
}
