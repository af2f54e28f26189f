import Glibc

/// An empty file without a name, for passing use: nothing is left behind, whatever ends this process.
public struct ScratchFile: ~Copyable {
    /// Open for reading and writing; closed in programs that this process starts.
    let descriptor: CInt

    /// Where it is, for this process and as long as the value lasts.
    public var path: String { "/proc/self/fd/\(descriptor)" }

    private static let template = "/tmp/dtrace-prov-XXXXXX"

    /// Makes a file of this process's own that holds bytes and is at its beginning.
    ///
    /// Unlike a pipe it takes any amount before anyone reads.
    public init(holding bytes: [UInt8] = []) throws(FileError) {
        var name = Array(Self.template.utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { throw FileError("create", Self.template, code: errno) }
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        unlink(name)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else {
                let code = errno
                close(file)
                throw FileError("write", Self.template, code: code)
            }
            offset += max(0, count)
        }
        lseek(file, 0, SEEK_SET)
        descriptor = file
    }

    deinit { close(descriptor) }
}
