import BPF
import ProviderAPI
import SystemInfo

/// A statically defined probe of a program or library: all its sites, each with its own operands.
struct USDTProbe: Probe {
    var description: ProbeDescription
    var places: [USDTSite]
    /// Its share in places that all processes pass; nil when the places are its own.
    var share: ProcessShare?
    /// The provider part of the probe that has the firings of processes not yet known: the name without a process id.
    var familyName = ""

    /// Notes give sizes and signs, not names or C types. Where sites differ the widest size holds all values.
    func arguments(on system: HostSystem) -> [ProbeArgument] {
        let count = min(places.map(\.operands.count).max() ?? 0, 10)
        return (0..<count).map { index in
            let operands = places.compactMap { $0.operand(index) }
            let widest = operands.max { $0.width.rawValue < $1.width.rawValue }
            return ProbeArgument(type: widest?.type ?? "uint64_t", index: index, space: .user)
        }
    }

    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        let carrier: Carrier = system.features.has(.uprobeMulti) ? .uprobeMulti : .uprobe
        return try places.map { place in
            let layout = ContextLayout(
                carrier: carrier, arguments: try place.sources(for: demand, of: description), registers: .context)
            return ProbeSite(context: layout, attachPoint: try place.attachPoint(of: description), process: share)
        }
    }

    var family: (any Probe)? {
        guard case .process = share else { return nil }
        var family = self
        family.description.provider = familyName
        family.share = .others
        return family
    }

    func placeDescriptions(on system: HostSystem) -> [String] { places.map(\.text) }
}
