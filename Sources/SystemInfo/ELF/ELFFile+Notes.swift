import CElf
import Glibc

extension ELFFile {
    /// Whether the file has statically defined probes; reads section headers only.
    public func hasSDTNotes() throws(ELFError) -> Bool {
        var found = false
        try forEachSection(named: ".note.stapsdt") { _, header in found = found || header.sh_size > 0 }
        return found
    }

    /// Calls `body` for each statically defined probe site in the order of the file.
    public func forEachSDTNote(_ body: (SDTNote) throws -> Void) throws {
        var sections: [OpaquePointer] = []
        try forEachSection(named: ".note.stapsdt") { section, _ in sections.append(section) }
        guard !sections.isEmpty else { return }
        // The section .stapsdt.base moves with prelink, the copy of its address in each note does not.
        var base: UInt64?
        try forEachSection(named: ".stapsdt.base") { _, header in base = base ?? header.sh_addr }
        for section in sections {
            guard let data = try contents(of: section) else { continue }
            try forEachNote(in: data) { note in
                guard note.type == 3, note.owner.elementsEqual("stapsdt\0".utf8) else { return true }
                try body(try sdtNote(from: note.description, base: base))
                return true
            }
        }
    }

    /// The build id, a hash that names this build of the file, or nil when it has none.
    public func buildID() throws -> [UInt8]? {
        var found: [UInt8]?
        for header in try noteHeaders() where found == nil {
            let type = header.p_align == 8 ? ELF_T_NHDR8 : ELF_T_NHDR
            guard let offset = Int64(exactly: header.p_offset), let size = Int(exactly: header.p_filesz),
                let data = elf_getdata_rawchunk(handle, offset, size, type), data.pointee.d_buf != nil
            else { throw damaged("notes") }
            try forEachNote(in: data) { note in
                guard note.type == UInt32(NT_GNU_BUILD_ID), note.owner.elementsEqual("GNU\0".utf8) else { return true }
                found = Array(note.description)
                return false
            }
        }
        return found
    }

    private func noteHeaders() throws(ELFError) -> [GElf_Phdr] {
        var headers: [GElf_Phdr] = []
        try forEachProgramHeader { if $0.p_type == PT_NOTE && $0.p_filesz > 0 { headers.append($0) } }
        return headers
    }

    /// Calls `body` for each note until it returns false.
    private func forEachNote(in data: UnsafeMutablePointer<Elf_Data>, _ body: (Note) throws -> Bool) throws {
        let bytes = UnsafeRawBufferPointer(start: data.pointee.d_buf, count: data.pointee.d_size)
        var offset = 0
        while offset < bytes.count {
            var header = GElf_Nhdr()
            var owner = 0
            var description = 0
            let next = gelf_getnote(data, offset, &header, &owner, &description)
            guard next > offset, owner + Int(header.n_namesz) <= bytes.count,
                description + Int(header.n_descsz) <= bytes.count
            else { throw damaged("notes") }
            let note = Note(
                type: header.n_type, owner: bytes[owner..<owner + Int(header.n_namesz)],
                description: bytes[description..<description + Int(header.n_descsz)])
            guard try body(note) else { return }
            offset = next
        }
    }

    /// Three addresses (location, base, semaphore), then three strings (provider, name, operands).
    private func sdtNote(from bytes: Slice<UnsafeRawBufferPointer>, base: UInt64?) throws(ELFError) -> SDTNote {
        let width = is64Bit ? 8 : 4
        let strings = bytes.dropFirst(3 * width).split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false)
        guard bytes.count > 3 * width, strings.count >= 4 else {
            throw ELFError("\(path) is damaged: a note in its section .note.stapsdt is cut short")
        }
        let words = (0..<3).map { word(in: bytes.dropFirst($0 * width).prefix(width)) }
        let shift = base.map { words[1] == 0 ? 0 : $0 &- words[1] } ?? 0
        return SDTNote(
            provider: String(decoding: strings[0], as: UTF8.self), name: String(decoding: strings[1], as: UTF8.self),
            location: words[0] &+ shift, semaphore: words[2] == 0 ? 0 : words[2] &+ shift,
            arguments: String(decoding: strings[2], as: UTF8.self))
    }

    /// An address in the byte order of the file.
    private func word(in bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
        isLittleEndian
            ? bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } : bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// One note: who defined it, its type and bytes.
private struct Note {
    var type: UInt32
    /// With its final NUL.
    var owner: Slice<UnsafeRawBufferPointer>
    var description: Slice<UnsafeRawBufferPointer>
}
