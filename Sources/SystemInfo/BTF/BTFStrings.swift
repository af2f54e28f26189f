import Glibc

/// The names in raw type information, read without the types: they lie one after another in a part of their own
/// (kernel documentation, BPF Type Format, section String Section).
enum BTFStrings {
    /// The names that begin with `prefix`, without it; the kernel has each name once.
    static func names(in path: String, prefix: String) throws(FileError) -> [String] {
        let strings = try section(of: path)
        var names: [String] = []
        strings.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            let size = prefix.utf8.count
            var start = 0
            while start < bytes.count {
                let count = strnlen(base + start, bytes.count - start)
                if count > size, memcmp(base + start, prefix, size) == 0 {
                    names.append(String(decoding: bytes[start + size..<start + count], as: UTF8.self))
                }
                start += count + 1
            }
        }
        return names
    }

    /// The bytes of the string section; empty for what is no type information.
    private static func section(of path: String) throws(FileError) -> [UInt8] {
        let file = try ReadableFile(path: path)
        // magic, version and flags, then the header's size and offset and size of types and strings, as u32.
        var header = [UInt8](repeating: 0, count: 24)
        guard try file.read(into: &header, at: 0) == header.count else { return [] }
        let (magic, size, start, length) = header.withUnsafeBytes { bytes in
            (
                bytes.load(as: UInt16.self), bytes.load(fromByteOffset: 4, as: UInt32.self),
                bytes.load(fromByteOffset: 16, as: UInt32.self), bytes.load(fromByteOffset: 20, as: UInt32.self)
            )
        }
        guard magic == 0xeb9f, length < 1 << 28 else { return [] }
        var strings = [UInt8](repeating: 0, count: Int(length))
        var filled = 0
        while filled < strings.count {
            let count = try file.read(into: &strings, from: filled, at: Int(size) + Int(start) + filled)
            if count == 0 { return [] }
            filled += count
        }
        return strings
    }
}
