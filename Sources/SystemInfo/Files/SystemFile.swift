import Glibc

/// Reading files of procfs, sysfs and tracefs, whose sizes are not known beforehand.
public enum SystemFile {
    /// Whether the reader of a file wants more of it.
    public enum Progress: Hashable, Sendable {
        case more
        case enough
    }

    /// The whole content of a file.
    public static func contents(of path: String) throws(FileError) -> [UInt8] {
        try contents(of: try ReadableFile(path: path))
    }

    /// What is left to read of a file.
    static func contents(of file: borrowing ReadableFile) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 4096)
        var filled = 0
        while true {
            let count = try file.read(into: &bytes, from: filled)
            if count == 0 { break }
            filled += count
            if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// The whole content of a file as text; bytes that are not UTF-8 are replaced.
    public static func text(of path: String) throws(FileError) -> String {
        String(decoding: try contents(of: path), as: UTF8.self)
    }

    /// Whether something exists at a path that the rights of this process lead to.
    ///
    /// Not by access(2), which asks for the user who started the process, without capabilities.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }

    /// Whether the file can be opened for reading, which permissions alone do not tell.
    public static func isReadable(_ path: String) -> Bool {
        do {
            _ = try ReadableFile(path: path)
            return true
        } catch { return false }
    }

    /// The names in a folder, sorted, without `.` and `..`.
    public static func names(inFolder path: String) throws(FileError) -> [String] {
        try names(inFolder: path) { _, _ in true }
    }

    /// The names of the folders in a folder, sorted, without `.` and `..`.
    public static func folderNames(inFolder path: String) throws(FileError) -> [String] {
        try names(inFolder: path) { name, type in
            // Most file systems tell at once.
            type == DT_UNKNOWN ? isFolder("\(path)/\(name)") : type == DT_DIR
        }
    }

    private static func names(
        inFolder path: String, _ isWanted: (String, Int) -> Bool
    ) throws(FileError) -> [String] {
        FileAccessRecorder.note(path)
        guard let folder = opendir(path) else { throw FileError("list", path, code: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != "..", isWanted(name, Int(entry.pointee.d_type)) { names.append(name) }
        }
        names.sort()
        return names
    }

    /// Opens a folder without reading it: throws when that is not possible.
    public static func openFolder(_ path: String) throws(FileError) {
        guard let folder = opendir(path) else { throw FileError("list", path, code: errno) }
        closedir(folder)
    }

    /// Whether the path is a folder.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Calls `body` with every line of a file, without its newline, until it has had enough.
    ///
    /// The file streams through one buffer of 64 KiB: nothing is allocated for a line.
    public static func forEachLine(of path: String, _ body: (Span<UInt8>) throws -> Progress) throws {
        let file = try ReadableFile(path: path)
        var buffer = [UInt8](repeating: 0, count: 65536)
        var filled = 0
        while true {
            if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
            let count = try file.read(into: &buffer, from: filled)
            if count == 0 { break }
            filled += count
            var start = 0
            while let end = newline(in: buffer, start, filled) {
                if try body(buffer.span.extracting(start..<end)) == .enough { return }
                start = end + 1
            }
            buffer.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress, start > 0 else { return }
                memmove(base, base + start, filled - start)
            }
            filled -= start
        }
        if filled > 0 { _ = try body(buffer.span.extracting(0..<filled)) }
    }

    /// Calls `body` with every line of a text, without its newline, until it has had enough.
    static func forEachLine(in text: [UInt8], _ body: (Span<UInt8>) throws -> Progress) throws {
        var start = 0
        while start < text.count {
            let end = newline(in: text, start, text.count) ?? text.count
            if try body(text.span.extracting(start..<end)) == .enough { return }
            start = end + 1
        }
    }

    /// Where the next newline is, at or behind `start` and before `end`.
    static func newline(in buffer: [UInt8], _ start: Int, _ end: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), end - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
