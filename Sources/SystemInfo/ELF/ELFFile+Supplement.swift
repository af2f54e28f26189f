import CElf
import CLzma
import Glibc

/// Where the full symbol table of a stripped file is kept.
extension ELFFile {
    /// The file with the symbols that were stripped from this one: by its build id or its debug link in the usual places,
    /// else what the section `.gnu_debugdata` holds (compressed, of functions only); nil when there is none.
    func supplement() -> ELFSupplement? {
        for path in debugFiles() {
            if let file = try? ELFFile(path: path), file.hasFullSymbols { return ELFSupplement(file) }
        }
        guard let data = compressedSymbols(), let path = MemoryFile(data) else { return nil }
        guard let file = try? ELFFile(path: path.path) else { return nil }
        return ELFSupplement(file)
    }

    /// Whether there is a `.symtab` with contents.
    var hasFullSymbols: Bool {
        var found = false
        try? forEachSection { (_, header) throws(ELFError) in
            if header.sh_type == UInt32(SHT_SYMTAB) && header.sh_size > 0 { found = true }
            return !found
        }
        return found
    }

    /// The places that gdb looks in, too.
    private func debugFiles() -> [String] {
        var paths: [String] = []
        if let id = try? buildID(), id.count > 2 {
            let digits = id.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
            paths.append("/usr/lib/debug/.build-id/\(digits[0])/\(digits.dropFirst().joined()).debug")
        }
        if let link = sectionBytes(".gnu_debuglink"), let end = link.firstIndex(of: 0), end > 0 {
            let name = String(decoding: link[..<end], as: UTF8.self)
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            paths += ["\(folder)/.debug/\(name)", "/usr/lib/debug\(folder)/\(name)"]
        }
        return paths
    }

    private func sectionBytes(_ name: String) -> [UInt8]? {
        var bytes: [UInt8]?
        try? forEachSection(named: name) { (section, _) throws(ELFError) in
            guard let data = try contents(of: section) else { return }
            bytes = Array(UnsafeRawBufferPointer(start: data.pointee.d_buf, count: data.pointee.d_size))
        }
        return bytes
    }

    /// The contents of `.gnu_debugdata`, an ELF file compressed by xz.
    private func compressedSymbols() -> [UInt8]? {
        guard let input = sectionBytes(".gnu_debugdata") else { return nil }
        var capacity = max(input.count * 8, 1 << 20)
        while capacity <= 1 << 30 {
            var output = [UInt8](repeating: 0, count: capacity)
            var limit = UInt64(1) << 30
            var read = 0
            var written = 0
            let result = lzma_stream_buffer_decode(
                &limit, 0, nil, input, &read, input.count, &output, &written, capacity)
            if result == LZMA_OK {
                output.removeLast(capacity - written)
                return output
            }
            guard result == LZMA_BUF_ERROR else { return nil }
            capacity *= 4
        }
        return nil
    }
}

/// Keeps a file, which cannot be copied, where an optional can hold it.
final class ELFSupplement {
    let file: ELFFile
    init(_ file: consuming ELFFile) { self.file = file }
}

/// A file without a name, as long as this lives.
private struct MemoryFile: ~Copyable {
    private let descriptor: Int32

    init?(_ bytes: [UInt8]) {
        descriptor = celf_memory_file("symbols")
        guard descriptor >= 0 else { return nil }
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return nil }
            offset += max(0, count)
        }
    }

    var path: String { "/proc/self/fd/\(descriptor)" }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
