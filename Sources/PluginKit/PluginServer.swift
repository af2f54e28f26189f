import BPF
import PluginProtocol
import ProviderAPI
import SystemInfo

/// The answering side of the conversation, without its streams: lines in, lines out.
struct PluginServer {
    private let provider: any Provider
    private let features: any KernelFeatureSource
    private var system: HostSystem
    /// The probes of the answers so far: the host asks about those it was told of.
    private var known: [ProbeDescription: any Probe] = [:]

    /// How many probes a line of an answer holds.
    private static let probesInALine = 1000

    /// A server for a provider; until the host describes its machine it is this one.
    init(_ provider: any Provider, features: any KernelFeatureSource) {
        self.provider = provider
        self.features = features
        system = HostSystem.current(features: features)
    }

    /// The lines that answer a line, without newlines: one, or several for many probes.
    mutating func answers(to line: [UInt8]) -> [[UInt8]] {
        var id = JSON.null
        do {
            var members = try Members(try JSON(parsing: line), at: "")
            id = members.optional("id") ?? .null
            let version = try members.integer("version", as: Int.self)
            guard version == PluginRequest.version else {
                throw WireError("version", "is \(version), and this plug-in speaks version \(PluginRequest.version)")
            }
            return try answers(to: try PluginRequest(&members)).map { members in
                JSON.object([JSON.Member("id", id)] + members).line
            }
        } catch {
            return [JSON.object([JSON.Member("id", id), JSON.Member("error", .string("\(error)"))]).line]
        }
    }

    /// What means the provider's probes in all processes: `pid*`.
    private var everyProcess: ProbePattern { ProbePattern(provider: Glob(provider.name + "*")) }

    private mutating func answers(to request: PluginRequest) throws -> [[JSON.Member]] {
        switch request {
        case .describe(let told):
            system = told.host(features: features)
            known = [:]
            return [
                PluginSelfDescription(
                    availability: provider.availability(on: system), stability: provider.stability, replaces: true,
                    follows: provider.mayGain(matching: everyProcess, on: system)
                ).members
            ]
        case .probes(let pattern, let changes):
            system.changes = changes?.map(\.change)
            defer { system.changes = nil }
            return try probes(matching: pattern)
        case .arguments(let probe):
            let arguments = try self.probe(probe).arguments(on: system)
            return [[JSON.Member("arguments", .array(arguments.map(\.json)))]]
        case .sites(let probe, let demand):
            let sites = try self.probe(probe).sites(for: demand, on: system)
            for site in sites { try Self.check(site, of: probe) }
            return [[JSON.Member("sites", .array(sites.map(\.json)))]]
        case .replacements(let probe, let point):
            let points = try self.probe(probe).replacements(for: point, on: system)
            return [[JSON.Member("attach", .array(points.map(\.json)))]]
        }
    }

    private mutating func probes(matching pattern: ProbePattern) throws -> [[JSON.Member]] {
        var lines: [[JSON]] = [[]]
        var found: [ProbeDescription: any Probe] = [:]
        try provider.forEachProbe(matching: pattern, on: system) { probe in
            if lines[lines.count - 1].count == Self.probesInALine { lines.append([]) }
            lines[lines.count - 1].append(probe.description.json)
            found[probe.description] = probe
        }
        known.merge(found) { _, new in new }
        return lines.enumerated().map { index, probes in
            [JSON.Member("probes", .array(probes)), JSON.Member("more", .bool(index < lines.count - 1))]
        }
    }

    /// A probe that the host was told of, or one that it knows from an earlier conversation.
    private func probe(_ description: ProbeDescription) throws -> any Probe {
        if let probe = known[description] { return probe }
        var found: (any Probe)?
        let pattern = ProbePattern(
            provider: Glob(exactly: description.provider), module: Glob(exactly: description.module),
            function: Glob(exactly: description.function), name: Glob(exactly: description.name))
        try provider.forEachProbe(matching: pattern, on: system) { probe in
            if probe.description == description { found = probe }
        }
        guard let found else { throw ProviderError("there is no probe \(description)") }
        return found
    }

    /// Instructions that refer to something of this process mean nothing in another.
    private static func check(_ site: ProbeSite, of probe: ProbeDescription) throws {
        guard let converter = site.context.customConverter else { return }
        do {
            _ = try encode(converter, maps: { _ in nil }, kernelFunctions: { _ in nil })
        } catch {
            throw ProviderError("\(probe): the converter cannot leave the process: \(error)")
        }
    }
}
