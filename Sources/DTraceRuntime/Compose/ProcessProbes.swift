import BPF
import ProviderAPI

/// The table of probes that belong to single processes at places which all processes share.
enum ProcessProbes {
    /// Hash from a place's number (u32) and a process id (u32, 0 for all processes without an entry) to a probe id (u32).
    static let map: MapReference = "process_probes"

    /// Entries for probes that appear while tracing.
    static let headroom = 16_384

    static func spec(entries: Int) -> MapSpec {
        MapSpec(map, .hash, keySize: 8, valueSize: 4, maxEntries: entries + headroom)
    }

    /// The key of a share in a place.
    static func key(place: Int, share: ProcessShare) -> [UInt8] {
        let process =
            switch share {
            case .process(let id): id
            case .others: 0
            }
        return bytes(place) + bytes(process)
    }

    /// The entries for sites that share places: their probes, and where several places are at one instruction, for
    /// different clauses, no probe at those for all others.
    static func entries(for sites: [StubPlan.Site]) -> [(place: Int, share: ProcessShare, probe: Int)] {
        var catchAll: [AttachPoint: Set<Int>] = [:]
        for site in sites where site.share == .others { catchAll[site.attachPoint, default: []].insert(site.place) }
        var found: [(place: Int, share: ProcessShare, probe: Int)] = []
        for site in sites {
            guard let share = site.share else { continue }
            if share != .others {
                for place in catchAll[site.attachPoint] ?? [] where place != site.place {
                    found.append((place, share, 0))
                }
            }
            found.append((site.place, share, site.probeID))
        }
        return found
    }

    /// A u32.
    static func bytes(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

extension Plan {
    /// The sites that share places with other processes.
    var sharedSites: [StubPlan.Site] { carriers.flatMap(\.stubs).flatMap(\.sites).filter { $0.share != nil } }
}
