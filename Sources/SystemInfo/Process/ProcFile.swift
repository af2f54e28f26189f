import Glibc

/// Reads the small files of procfs, whose size is not known before they are read.
enum ProcFile {
    /// Why reading failed: the number of `<errno.h>`, turned into a sentence by the callers who know what was asked.
    struct Failure: Error {
        var code: Int32
        var reason: String { String(cString: strerror(code)) }
        /// A process that ends while it is being read gives ESRCH.
        var isMissing: Bool { code == ENOENT || code == ESRCH }
        var isForbidden: Bool { code == EACCES || code == EPERM }
    }

    /// All bytes of a file.
    static func bytes(of path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 32768)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count > 0 {
                contents.append(contentsOf: chunk.prefix(count))
            } else if count == 0 {
                return contents
            } else if errno != EINTR {
                throw Failure(code: errno)
            }
        }
    }

    /// The target of a symbolic link.
    static func link(_ path: String) throws(Failure) -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { buffer in
                buffer.baseAddress.map { readlink(path, $0, buffer.count) } ?? -1
            }
        }
        guard count >= 0 else { throw Failure(code: errno) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    /// The names in a folder, in no order.
    static func names(in folder: String) throws(Failure) -> [String] {
        guard let stream = opendir(folder) else { throw Failure(code: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// Device and inode of a file with symbolic links followed, or nil when there is none.
    static func identity(of path: String) -> FileIdentity? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return FileIdentity(device: "\(status.st_dev)", inode: UInt64(status.st_ino))
    }
}
