import Glibc

/// An empty file in memory, for passing use: no folder has to be writable, and nothing is left behind.
public struct ScratchFile: ~Copyable {
    /// Open for reading and writing; closed in programs that this process starts.
    let descriptor: CInt

    /// Where it is, for this process and as long as the value lasts.
    public var path: String { "/proc/self/fd/\(descriptor)" }

    /// Makes a file of this process's own.
    public init() throws(FileError) {
        descriptor = memfd_create("dtrace-prov", UInt32(MFD_CLOEXEC))
        guard descriptor >= 0 else { throw FileError("create", "a file in memory", code: errno) }
    }

    /// Makes a file of this process's own that holds bytes and is at its beginning.
    ///
    /// Unlike a pipe it takes any amount before anyone reads.
    init(holding bytes: [UInt8]) throws(FileError) {
        try self.init()
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw FileError("write", "a file in memory", code: errno) }
            offset += max(0, count)
        }
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit { close(descriptor) }
}
