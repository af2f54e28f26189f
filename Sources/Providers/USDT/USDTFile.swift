import ProviderAPI
import SystemInfo

/// The probes of one file that match a pattern, without the parts that depend on the process.
struct USDTFile {
    /// A probe: all its places in one function.
    struct Group {
        var provider: String
        var function: String
        var name: String
        var places: [USDTSite]
    }

    /// In the order of their first notes.
    private(set) var groups: [Group] = []

    /// Reads the notes; a file that cannot be read has none.
    ///
    /// - Parameter isShared: Whether the places are for every process that maps the file.
    init(_ file: MappedBinary, matching pattern: ProbePattern, isShared: Bool) {
        var file = file
        if isShared { file.processID = nil }
        do { try add(file, pattern) } catch { groups = [] }
    }

    private mutating func add(_ file: MappedBinary, _ pattern: ProbePattern) throws {
        let elf = try ELFFile(path: file.accessPath)
        let segments = try elf.segments()
        let architecture = elf.architecture
        var notes: [(note: SDTNote, name: String)] = []
        try elf.forEachSDTNote { note in
            let name = Self.dashed(note.name)
            if pattern.name.matches(name) || pattern.name.matches(note.name) { notes.append((note, name)) }
        }
        guard !notes.isEmpty else { return }
        let functions = try SymbolIndex(elf)
        for (note, name) in notes {
            let function = functions.lookup(note.location)?.name ?? ""
            guard pattern.function.matches(function),
                let site = USDTSite(note, in: file, architecture, segments)
            else { continue }
            add(site, note.provider, function, name)
        }
    }

    private mutating func add(_ site: USDTSite, _ provider: String, _ function: String, _ name: String) {
        let known = groups.firstIndex { $0.name == name && $0.function == function && $0.provider == provider }
        guard let known else {
            groups.append(Group(provider: provider, function: function, name: name, places: [site]))
            return
        }
        // An inlined function can give two notes for one instruction.
        if !groups[known].places.contains(site) { groups[known].places.append(site) }
    }

    /// The name as DTrace shows it: two underscores, which C allows in names, stand for a dash.
    static func dashed(_ name: String) -> String {
        var result = ""
        var rest = name[...]
        while let first = rest.first {
            if rest.hasPrefix("__") {
                result.append("-")
                rest = rest.dropFirst(2)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
