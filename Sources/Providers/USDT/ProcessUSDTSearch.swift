import ProviderAPI
import SystemInfo

/// Finds the probes of processes under DTrace's names.
struct ProcessUSDTSearch {
    let pattern: ProbePattern
    let system: HostSystem
    /// What the files have that matches, by file: processes share them.
    private var files: [FileIdentity: USDTFile] = [:]

    init(pattern: ProbePattern, system: HostSystem) {
        self.pattern = pattern
        self.system = system
    }

    /// Whether a pattern could mean the provider of a process: a name that ends with digits, or wildcards.
    static func mayMatch(_ pattern: Glob) -> Bool {
        guard let literal = pattern.literal else { return !pattern.text.isEmpty }
        guard let last = literal.last, let first = literal.first else { return false }
        return isDigit(last) && !isDigit(first)
    }

    mutating func forEachProbe(_ body: (any Probe) throws -> Void) throws {
        for id in processes {
            // One that ends meanwhile, or is not ours to see, has nothing to offer.
            guard let images = try? BinaryLocator(system: system).images(ofProcess: id) else { continue }
            for image in images {
                guard system.isConcerned(id, with: image.file), let module = try? module(of: image.file, in: id),
                    system.sdtProviders(in: image.file, image.identity).contains(where: { matches($0, id) })
                else { continue }
                let file = files[image.identity] ?? USDTFile(image.file, matching: pattern, isShared: isShared)
                files[image.identity] = file
                for group in file.groups where matches(group.provider, id) {
                    let description = ProbeDescription("\(group.provider)\(id)", module, group.function, group.name)
                    try body(
                        USDTProbe(
                            description: description, places: group.places, share: isShared ? .process(id) : nil,
                            familyName: group.provider))
                }
            }
        }
    }

    /// Whether the pattern may stand for several processes, which then share one attached program at each place.
    private var isShared: Bool { pattern.provider.literal == nil }

    private func matches(_ provider: String, _ id: Int) -> Bool { pattern.provider.matches("\(provider)\(id)") }

    /// All processes, or those that a name without wildcards can mean: nobody knows where its process id begins.
    private var processes: [Int] {
        guard let name = pattern.provider.literal else {
            return system.changes?.map(\.process) ?? TargetProcess.all(procfs: system.procfs)
        }
        let digits = name.reversed().prefix { Self.isDigit($0) }.count
        return (1...max(1, digits)).compactMap { Int(name.suffix($0)) }.filter { id in
            id > 0 && (try? TargetProcess(id: id, procfs: system.procfs)) != nil
        }
    }

    /// The module part for a file of a process, or nil when the pattern does not mean it.
    private func module(of file: MappedBinary, in id: Int) throws -> String? {
        if let name = pattern.module.literal {
            let isProgram =
                try name == "a.out" && TargetProcess(id: id, procfs: system.procfs).executable() == file.path
            let isMeant =
                isProgram || name == file.path || name == file.basename || file.basename.hasPrefix(name + ".so")
            return isMeant ? name : nil
        }
        let name = pattern.module.text.hasPrefix("/") ? file.path : file.basename
        return pattern.module.matches(name) ? name : nil
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
