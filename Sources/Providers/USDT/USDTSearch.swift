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
            guard let site = USDTSite(note, in: file, architecture, segments) else { continue }
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
