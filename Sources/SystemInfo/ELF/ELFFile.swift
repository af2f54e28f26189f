import CElf
import Glibc

/// An ELF file open for reading; every part is parsed when it is asked for, and closed with the value.
public struct ELFFile: ~Copyable {
    /// The path it was opened by.
    public let path: String
    /// The libelf handle.
    let handle: OpaquePointer
    let header: GElf_Ehdr
    private let descriptor: Int32

    /// Opens the file and reads its header, no more.
    ///
    /// The bytes are read, not mapped: a file that shrinks while it is being read gives an error, no signal.
    public init(path: String) throws(ELFError) {
        guard elf_version(UInt32(EV_CURRENT)) != UInt32(EV_NONE) else {
            throw ELFError("libelf is too old to read \(path)")
        }
        FileAccessRecorder.note(path)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ELFError("cannot open \(path): \(String(cString: strerror(errno)))") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ELFError("\(path) is not a regular file")
        }
        guard let handle = elf_begin(descriptor, ELF_C_READ, nil) else {
            close(descriptor)
            throw ELFError("cannot read \(path): \(Self.lastProblem)")
        }
        var header = GElf_Ehdr()
        guard elf_kind(handle) == ELF_K_ELF, gelf_getehdr(handle, &header) != nil else {
            elf_end(handle)
            close(descriptor)
            throw ELFError("\(path) is not an ELF file")
        }
        self.path = path
        self.handle = handle
        self.header = header
        self.descriptor = descriptor
    }

    deinit {
        elf_end(handle)
        close(descriptor)
    }

    public var architecture: ELFArchitecture { ELFArchitecture(machine: header.e_machine) }

    /// Whether addresses take 8 bytes, else 4.
    public var is64Bit: Bool { gelf_getclass(handle) == ELFCLASS64 }

    /// Whether numbers in the file begin with their low byte.
    var isLittleEndian: Bool { header.e_ident.5 == UInt8(ELFDATA2LSB) }

    /// What the loader maps.
    public func segments() throws(ELFError) -> ELFSegments {
        var found: [ELFSegment] = []
        try forEachProgramHeader { header in
            guard header.p_type == PT_LOAD else { return }
            found.append(
                ELFSegment(
                    address: header.p_vaddr, fileOffset: header.p_offset, fileSize: header.p_filesz,
                    isExecutable: header.p_flags & UInt32(PF_X) != 0))
        }
        return ELFSegments(found)
    }

    /// Bytes of the file as they are; fewer than asked for at its end.
    public func bytes(atFileOffset offset: UInt64, count: Int) throws(ELFError) -> [UInt8] {
        guard let start = Int64(exactly: offset), count >= 0 else { throw ELFError("\(path) has no byte \(offset)") }
        var result = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let part = result.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, Int(start) + filled)
            }
            if part == 0 { break }
            if part > 0 {
                filled += part
            } else if errno != EINTR {
                throw ELFError("cannot read \(path): \(String(cString: strerror(errno)))")
            }
        }
        result.removeLast(count - filled)
        return result
    }

    func forEachProgramHeader(_ body: (GElf_Phdr) -> Void) throws(ELFError) {
        var count = 0
        guard elf_getphdrnum(handle, &count) == 0 else { throw damaged("program headers") }
        for index in 0..<count {
            var header = GElf_Phdr()
            guard index <= Int32.max, gelf_getphdr(handle, Int32(index), &header) != nil else {
                throw damaged("program headers")
            }
            body(header)
        }
    }

    /// The error for a part that libelf could not make sense of.
    func damaged(_ part: String) -> ELFError {
        ELFError("\(path) is damaged: its \(part) cannot be read (\(Self.lastProblem))")
    }

    /// What libelf says about its last failure on this thread.
    static var lastProblem: String { elf_errmsg(-1).map { String(cString: $0) } ?? "no reason given" }
}
