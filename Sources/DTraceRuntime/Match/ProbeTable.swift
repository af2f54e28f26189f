public import DLanguage
public import ProviderAPI
public import SystemInfo

/// The probes of a session: each gets its id when a spec first matches it.
///
/// BEGIN, END and ERROR are 1, 2 and 3 whenever their provider is registered; the others follow in the order of matching.
public final class ProbeTable {
    /// A probe the session knows.
    public struct Entry {
        /// What clauses are compiled by: the probe's own id, or a negative one for a further way to make the probe.
        public let id: Int
        public let description: ProbeDescription
        public let probe: any Probe
        /// The provider that listed it.
        let provider: any Provider
        /// Which way to make the probe this stands for, when there are several.
        var branch = 0
        /// The probe's own id, which people see.
        let listedID: Int
    }

    private let registry: ProviderRegistry
    public let system: HostSystem
    public private(set) var entries: [Entry] = []
    /// The further ways to make probes that have several; -1 is the id of the first.
    private var alternatives: [Entry] = []
    private var ids: [ProbeDescription: Int] = [:]
    private var matches: [ProbePattern: [Int]] = [:]
    /// Probes that had no place when they were found.
    private var postponed: Set<Int> = []
    /// What happens to processes since the first description was matched that can gain probes.
    private(set) var processes: ProcessEventSource?

    public init(registry: ProviderRegistry, system: HostSystem) {
        self.registry = registry
        self.system = system
    }

    /// What the program's pragmas say about the stability of providers.
    var statedAttributes: [ProviderAttributes] = []

    public subscript(id: Int) -> Entry { id > 0 ? entries[id - 1] : alternatives[-id - 1] }

    /// Whether the id has been given.
    public func contains(_ id: Int) -> Bool { id >= 1 && id <= entries.count }

    /// The ids of the probes that match, in listing order.
    public func ids(matching pattern: ProbePattern) throws -> [Int] {
        if let known = matches[pattern] { return known }
        var found: [Int] = []
        for provider in candidates(for: pattern) {
            guard provider.answers(pattern, on: system) else { continue }
            try provider.forEachProbe(matching: pattern, on: system) { probe in
                found += try enter(probe, of: provider)
            }
        }
        matches[pattern] = found
        return found
    }

    /// Gives each probe that matches its id and calls `body` with it, as it is found.
    public func forEachProbe(matching pattern: ProbePattern, _ body: (Entry) throws -> Void) throws {
        for provider in candidates(for: pattern) {
            guard provider.answers(pattern, on: system) else { continue }
            try provider.forEachProbe(matching: pattern, on: system) { probe in
                try body(self[try own(probe, of: provider)])
            }
        }
    }

    /// Calls `body` with each probe that matches, numbered as `forEachProbe` would, without keeping any: nothing else may
    /// be matched afterwards. A full listing has a hundred thousand probes.
    func listProbes(matching pattern: ProbePattern, _ body: (Entry) throws -> Void) throws {
        var next = entries.count + 1
        for provider in candidates(for: pattern) {
            guard provider.answers(pattern, on: system) else { continue }
            // Looking names up costs more than printing them, and only providers asked before have numbered probes.
            let hasNumbers = entries.contains { $0.provider.name == provider.name }
            try provider.forEachProbe(matching: pattern, on: system) { probe in
                let description = probe.description
                if hasNumbers, let id = ids[description] {
                    try body(self[id])
                } else {
                    try body(
                        Entry(id: next, description: description, probe: probe, provider: provider, listedID: next))
                    next += 1
                }
            }
        }
    }

    /// Whether a description that named the probe would be left without any when these are missing.
    func isEssential(_ id: Int, without missing: Set<Int>) -> Bool {
        let naming = matches.values.filter { $0.contains(id) }
        return naming.isEmpty || naming.contains { missing.isSuperset(of: $0.map { self[$0].listedID }) }
    }

    /// The providers to ask, found without reading anything.
    private func candidates(for pattern: ProbePattern) -> [any Provider] {
        if pattern.provider.text.isEmpty, let name = pattern.name.literal,
            let owner = registry.providers.first(where: { $0.owns(probeName: name) })
        {
            return [owner]
        }
        return registry.providers.filter { $0.mayMatch(provider: pattern.provider) }
    }

    /// Gives ids in the order of a full listing; before anything else was matched they are the listing's.
    func numberAll() throws { _ = try ids(matching: ProbePattern()) }

    /// The ids of a probe: one for each way to make it.
    private func enter(_ probe: any Probe, of provider: any Provider) throws -> [Int] {
        branches(of: try own(probe, of: provider))
    }

    /// The probe's own id.
    private func own(_ probe: any Probe, of provider: any Provider) throws -> Int {
        let description = probe.description
        if let id = ids[description] {
            // A pattern that means this process and another that means all: their places are shared.
            if probe.family != nil && self[id].probe.family == nil {
                entries[id - 1] = Entry(
                    id: id, description: description, probe: probe, provider: provider, listedID: id)
            }
            return id
        }
        let id = entries.count + 1
        let derived = try (probe as? DerivedProbe)?.sortedByArguments(on: system)
        func entry(_ number: Int, branch: Int) -> Entry {
            Entry(
                id: number, description: description, probe: derived ?? probe, provider: provider, branch: branch,
                listedID: id)
        }
        entries.append(entry(id, branch: 0))
        for branch in 1..<max(1, derived?.branches.count ?? 1) {
            alternatives.append(entry(-alternatives.count - 1, branch: branch))
        }
        ids[description] = id
        return id
    }

    /// The ids of the probe that has this one as its own.
    private func branches(of id: Int) -> [Int] {
        guard self[id].probe is DerivedProbe else { return [id] }
        return [id] + alternatives.filter { $0.listedID == id }.map(\.id)
    }

    /// Why nothing can match: the reasons of the providers that the pattern names and that cannot work here.
    public func unavailability(of pattern: ProbePattern) -> String? {
        guard pattern.provider.literal != nil else { return nil }
        for provider in registry.providers where provider.mayMatch(provider: pattern.provider) {
            if case .unavailable(let reason) = provider.availability(on: system) {
                return "the \(provider.name) provider is not available: \(reason)"
            }
            if let derived = provider as? DerivedProvider, let reason = derived.absence(of: pattern, on: system) {
                return reason
            }
        }
        return nil
    }
}

extension ProbeTable {
    /// The id of the probe that has the firings of unknown processes at the places of this one; nil when there is none.
    func family(of id: Int) -> Int? {
        let entry = self[id]
        return entry.probe.family.flatMap { try? own($0, of: entry.provider) }
    }

    /// Gives ids to the probes that match in processes which have changed; calls `body` with those not known before.
    ///
    /// A provider that fails, because a process has ended meanwhile, has none.
    func gain(matching pattern: ProbePattern, _ changes: [ProcessChange], _ body: (Int) -> Void) {
        var system = system
        system.changes = changes
        for provider in candidates(for: pattern) where provider.mayGain(matching: pattern, on: system) {
            guard provider.answers(pattern, on: system) else { continue }
            try? provider.forEachProbe(matching: pattern, on: system) { probe in
                let description = probe.description
                guard let id = ids[description] else { return body(try own(probe, of: provider)) }
                guard postponed.remove(id) != nil else { return }
                entries[id - 1] = Entry(
                    id: id, description: description, probe: probe, provider: provider, listedID: id)
                body(id)
            }
        }
    }

    /// Takes a probe for one not known before when its process changes next: it has no place now, because the process is
    /// just becoming another program.
    func postpone(_ id: Int) { postponed.insert(id) }

    /// Whether probes that match can come to be while tracing.
    public func mayGain(matching spec: ProbeSpec) -> Bool {
        guard spec.identifiers == nil else { return false }
        let pattern = spec.pattern
        return candidates(for: pattern).contains {
            $0.mayGain(matching: pattern, on: system) && $0.answers(pattern, on: system)
        }
    }
}

extension ProbeSpec {
    /// The pattern the spec stands for.
    var pattern: ProbePattern {
        ProbePattern(provider: Glob(provider), module: Glob(module), function: Glob(function), name: Glob(name))
    }
}

extension ProbeTable.Entry {
    /// Where the probe fires, by this way to make it.
    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        guard let derived = probe as? DerivedProbe else { return try probe.sites(for: demand, on: system) }
        return try derived.sites(ofBranch: branch, for: demand, on: system)
    }
}

extension ProbeTable: ProbeResolver {
    public func probes(matching spec: ProbeSpec) throws -> [Int] {
        if let wanted = spec.identifiers {
            if !contains(wanted.upperBound) { try numberAll() }
            return wanted.filter(contains).flatMap(branches)
        }
        let pattern = spec.pattern
        // From now on: what starts while the probes are looked for must not be missed.
        if processes == nil && mayGain(matching: spec) { processes = ProcessEventSource() }
        let found: [Int]
        do {
            found = try ids(matching: pattern)
        } catch let error as ProviderError {
            throw Diagnostic(
                tag: error.tag ?? "D_PDESC_INVAL", message: error.description, site: spec.range, line: spec.line)
        }
        if found.isEmpty, let reason = unavailability(of: pattern) {
            throw Diagnostic(
                tag: "D_PDESC_ZERO", message: "probe description \(pattern) does not match any probes: \(reason)",
                site: spec.range, line: spec.line)
        }
        return found
    }

    public func isProvider(_ name: String) -> Bool { registry.providers.contains { $0.name == name } }

    public func attributes(of probe: Int) -> (name: Attributes, arguments: Attributes)? {
        let entry = self[probe]
        return (
            Attributes(stability(of: entry).weakest(of: entry.description)),
            Attributes(stability(of: entry).arguments)
        )
    }

    public func arguments(of probe: Int) throws -> [ResolvedArgument] {
        if let derived = self[probe].probe as? DerivedProbe { return derived.declaration.arguments.map(\.argument) }
        return try self[probe].probe.arguments(on: system).map(ResolvedArgument.init)
    }

    public func derivation(of probe: Int) throws -> ProbeDerivation? {
        let entry = self[probe]
        return try (entry.probe as? DerivedProbe)?.derivation(ofBranch: entry.branch, on: system)
    }
}
