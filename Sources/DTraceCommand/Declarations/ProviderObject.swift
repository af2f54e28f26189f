import DLanguage
import SystemInfo

/// The object file that `-G` makes from provider declarations: the semaphores of their probes, 2 bytes each, which tracers
/// count up while they trace a probe.
///
/// With <sys/sdt.h> the probes themselves are in the program's own object files. A program that declares its semaphores
/// `extern` gets them from this file; for one with the header of `-h`, which brings them, it changes nothing.
/// Format: System V ABI, chapter Object Files; 64 bits, little-endian.
enum ProviderObject {
    /// Nil for an architecture without a number here.
    static func bytes(_ providers: [SyntaxProvider], architecture: ELFArchitecture) -> [UInt8]? {
        guard let machine = machine(of: architecture) else { return nil }
        var names: [String] = []
        for provider in providers {
            for probe in provider.probes {
                let name = "\(provider.name)_\(probe.name.replacing("-", with: "__"))_semaphore"
                // Declarations of one name with other arguments are the same probe.
                if !names.contains(name) { names.append(name) }
            }
        }
        var strings: [UInt8] = [0]
        var symbols = [UInt8](repeating: 0, count: 24)
        for (index, name) in names.enumerated() {
            symbols += symbol(name: strings.count, value: 2 * index)
            strings += Array(name.utf8) + [0]
        }
        return file(
            [
                Section(
                    name: ".probes", type: 1, flags: 3, alignment: 2, bytes: Array(repeating: 0, count: 2 * names.count)
                ),
                // Without it linkers take the stack for executable.
                Section(name: ".note.GNU-stack", type: 1, bytes: []),
                // Its names are in the next section; all symbols behind the empty one are global.
                Section(name: ".symtab", type: 2, link: 4, info: 1, entrySize: 24, alignment: 8, bytes: symbols),
                Section(name: ".strtab", type: 3, bytes: strings),
            ], machine: machine)
    }

    private struct Section {
        var name: String
        /// 1 program data, 2 symbols, 3 names.
        var type: UInt32
        /// 1 writable, 2 in memory.
        var flags: UInt64 = 0
        var link: UInt32 = 0
        var info: UInt32 = 0
        var entrySize: UInt64 = 0
        var alignment = 1
        var bytes: [UInt8]
    }

    /// Header, sections, section headers.
    private static func file(_ given: [Section], machine: UInt16) -> [UInt8] {
        var names: [UInt8] = [0]
        var sections = given + [Section(name: ".shstrtab", type: 3, bytes: [])]
        var starts: [UInt32] = []
        for section in sections {
            starts.append(UInt32(names.count))
            names += Array(section.name.utf8) + [0]
        }
        sections[sections.count - 1].bytes = names
        var body: [UInt8] = []
        var headers = [UInt8](repeating: 0, count: 64)
        for (section, name) in zip(sections, starts) {
            pad(&body, to: section.alignment)
            append(name, section.type, to: &headers)
            append(section.flags, UInt64(0), UInt64(64 + body.count), UInt64(section.bytes.count), to: &headers)
            append(section.link, section.info, to: &headers)
            append(UInt64(section.alignment), section.entrySize, to: &headers)
            body += section.bytes
        }
        pad(&body, to: 8)
        return header(machine, sectionHeaders: 64 + body.count, count: UInt16(sections.count + 1)) + body + headers
    }

    private static func header(_ machine: UInt16, sectionHeaders: Int, count: UInt16) -> [UInt8] {
        // Magic number, 64 bits, little-endian, version 1.
        var bytes: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        // Relocatable, version 1; no entry and no program headers.
        append(UInt16(1), machine, to: &bytes)
        append(UInt32(1), to: &bytes)
        append(UInt64(0), UInt64(0), UInt64(sectionHeaders), to: &bytes)
        append(UInt32(0), to: &bytes)
        // Sizes of the headers; the names of sections are in the last section.
        append(UInt16(64), UInt16(0), UInt16(0), UInt16(64), count, count - 1, to: &bytes)
        return bytes
    }

    /// A global variable of 2 bytes in the first section, not visible outside the program or library.
    private static func symbol(name: Int, value: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        append(UInt32(name), to: &bytes)
        bytes += [1 << 4 | 1, 2]
        append(UInt16(1), to: &bytes)
        append(UInt64(value), UInt64(2), to: &bytes)
        return bytes
    }

    /// EM_X86_64 and EM_AARCH64 of <elf.h>.
    private static func machine(of architecture: ELFArchitecture) -> UInt16? {
        switch architecture {
        case .amd64: 62
        case .arm64: 183
        default: nil
        }
    }

    private static func pad(_ bytes: inout [UInt8], to alignment: Int) {
        while !bytes.count.isMultiple(of: alignment) { bytes.append(0) }
    }

    private static func append<Number: FixedWidthInteger>(_ numbers: Number..., to bytes: inout [UInt8]) {
        for number in numbers {
            for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
            }
        }
    }
}
