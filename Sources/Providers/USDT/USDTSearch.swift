import ProviderAPI
import SystemInfo

/// Collects the probes of one module: notes of the same names are sites of one probe.
struct USDTSearch {
    var pattern: ProbePattern
    var provider: String
    var module: String
    /// In the order of their first notes.
    private(set) var probes: [USDTProbe] = []
    private var positions: [ProbeDescription: Int] = [:]

    init(pattern: ProbePattern, provider: String, module: String) {
        self.pattern = pattern
        self.provider = provider
        self.module = module
    }

    /// Adds the matching notes of a file.
    mutating func add(_ file: MappedBinary) throws {
        let elf = try ELFFile(path: file.accessPath)
        guard try elf.hasSDTNotes() else { return }
        let segments = try elf.segments()
        let architecture = elf.architecture
        var notes: [SDTNote] = []
        try elf.forEachSDTNote { note in
            if pattern.function.matches(note.provider) && pattern.name.matches(note.name) { notes.append(note) }
        }
        for note in notes {
            // A note whose code was not linked in has no place in the file.
            guard let offset = segments.fileOffset(of: note.location) else { continue }
            let site = USDTSite(
                file: file, architecture: architecture, location: note.location, fileOffset: offset,
                semaphore: note.semaphore == 0
                    ? .none : segments.fileOffset(of: note.semaphore).map { .at($0) } ?? .outsideFile,
                operands: SDTOperand.split(note.arguments))
            add(site, to: ProbeDescription(provider, module, note.provider, note.name))
        }
    }

    private mutating func add(_ site: USDTSite, to description: ProbeDescription) {
        if let position = positions[description] {
            // An inlined function can give two notes for one instruction.
            if !probes[position].places.contains(site) { probes[position].places.append(site) }
        } else {
            positions[description] = probes.count
            probes.append(USDTProbe(description: description, places: [site]))
        }
    }
}
