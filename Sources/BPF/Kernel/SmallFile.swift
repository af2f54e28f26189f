import Glibc

/// Reads the small text files of `/proc` and `/sys`.
enum SmallFile {
    /// The whole text; the file is read in pieces because these files do not know their size.
    static func read(_ path: String) throws(KernelError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw KernelError("read \(path)", .last) }
        let file = FileDescriptor(descriptor)
        var bytes: [UInt8] = []
        while true {
            var count = 0
            bytes.append(
                contentsOf: [UInt8](unsafeUninitializedCapacity: 4096) { buffer, used in
                    count = Glibc.read(file.rawValue, buffer.baseAddress, buffer.count)
                    used = max(0, count)
                })
            if count == 0 { break }
            guard count > 0 || ErrorNumber.last == .interrupted else { throw KernelError("read \(path)", .last) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number a file holds in decimal, nil when it holds none.
    static func number(_ path: String) -> Int? {
        guard let text = try? read(path) else { return nil }
        return Int(text.filter { !$0.isWhitespace })
    }
}
