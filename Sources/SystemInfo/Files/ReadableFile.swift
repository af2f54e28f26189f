import Glibc

/// An open file, closed when the value ends.
struct ReadableFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// - Parameter flags: Of open(2), besides those for reading.
    init(path: String, flags: Int32 = 0) throws(FileError) {
        FileAccessRecorder.note(path)
        descriptor = Self.open(path, flags)
        self.path = path
        guard descriptor >= 0 else { throw FileError("open", path, code: errno) }
    }

    private static func open(_ path: String, _ flags: Int32) -> Int32 {
        while true {
            let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | flags)
            if descriptor >= 0 || errno != EINTR { return descriptor }
        }
    }

    deinit { close(descriptor) }

    /// What fstat(2) tells; nil when it fails.
    var status: stat? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status : nil
    }

    /// Reads into the buffer from index `start` on; returns the number of bytes read, 0 at the end of the file.
    ///
    /// - Parameter offset: Where in the file, in bytes; where the last reading ended when it is left out.
    func read(into buffer: inout [UInt8], from start: Int = 0, at offset: Int? = nil) throws(FileError) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes { bytes in
                let place = bytes.baseAddress.map { $0 + start }
                return offset.map { pread(descriptor, place, bytes.count - start, $0) }
                    ?? Glibc.read(descriptor, place, bytes.count - start)
            }
            if count >= 0 { return count }
            if errno != EINTR { throw FileError("read", path, code: errno) }
        }
    }
}
