import CElf
import Glibc

extension ELFFile {
    /// Calls `body` with each section and its header until it returns false.
    func forEachSection(_ body: (OpaquePointer, GElf_Shdr) throws(ELFError) -> Bool) throws(ELFError) {
        var section = elf_nextscn(handle, nil)
        while let current = section {
            var header = GElf_Shdr()
            guard gelf_getshdr(current, &header) != nil else { throw damaged("section headers") }
            guard try body(current, header) else { return }
            section = elf_nextscn(handle, current)
        }
    }

    /// Calls `body` with each section of the given name; a file without section names has none.
    func forEachSection(
        named name: String, _ body: (OpaquePointer, GElf_Shdr) throws(ELFError) -> Void
    ) throws(ELFError) {
        var names = 0
        guard elf_getshdrstrndx(handle, &names) == 0 else { throw damaged("section names") }
        guard names != 0 else { return }
        try forEachSection { (section, header) throws(ELFError) in
            if isString(at: Int(header.sh_name), ofSection: names, equalTo: name) { try body(section, header) }
            return true
        }
    }

    /// Whether a string of a string section is the given one, without copying it.
    private func isString(at offset: Int, ofSection section: Int, equalTo text: String) -> Bool {
        guard let bytes = elf_strptr(handle, section, offset) else { return false }
        return text.withCString { strcmp($0, bytes) == 0 }
    }

    /// The bytes of a section; nil for one without any.
    func contents(of section: OpaquePointer) throws(ELFError) -> UnsafeMutablePointer<Elf_Data>? {
        guard let data = elf_getdata(section, nil) else { throw damaged("section contents") }
        return data.pointee.d_buf == nil || data.pointee.d_size == 0 ? nil : data
    }
}
