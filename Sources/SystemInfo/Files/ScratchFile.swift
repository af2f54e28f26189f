import Glibc

/// An empty file for passing use, removed when the value goes.
public struct ScratchFile: ~Copyable {
    /// Where it is.
    public let path: String

    /// Makes a file of this process's own in `/tmp`.
    public init() throws(FileError) {
        var name = Array("/tmp/dtrace-prov-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw FileError("create", "/tmp/dtrace-prov-XXXXXX", code: errno) }
        close(descriptor)
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { unlink(path) }
}
