public import BPF
public import ProviderAPI

/// One stub program: the sites it serves and the clauses it runs.
public struct StubPlan: Sendable {
    /// What is done for the firings: one body, or several between which a dispatch chooses.
    public var bodies: [Body]
    /// How the program learns which probe fired.
    public var identity: Identity
    /// False for BEGIN and END, which run while nothing else does.
    public var waitsForStart: Bool
    public var sites: [Site]

    /// A conversion and the clauses after it.
    public struct Body: Hashable, Sendable {
        public var layout: ContextLayout
        public var demand: ContextDemand
        public var calls: Calls
        /// Whether the clauses are functions of the stub, where others of the carrier may be programs.
        public var isLinked = false
    }

    /// What a body runs, in program order.
    public enum Calls: Hashable, Sendable {
        case clauses([Int])
        /// Indices of the carrier's bundles, by their slots in its program array.
        case bundles([Int])
    }

    public enum Identity: Hashable, Sendable {
        case constant(UInt32)
        case cookie
        /// By the value of a selector: the key of one of the sites, or no firing of ours. `table` is the map from keys to
        /// sites; a stub for a single site compares instead.
        case dispatch(selector: ArgumentSource, table: MapReference)
        /// By the place, which the cookie tells, and the process: an entry of `ProcessProbes`.
        case process
    }

    public struct Site: Hashable, Sendable {
        public var probeID: Int
        public var attachPoint: AttachPoint
        /// The index of the body that serves it.
        public var body = 0
        /// The selector's value for it, when the stub dispatches.
        public var key = 0
        /// The number of a place that processes share, and this probe's share in it.
        public var place = 0
        public var share: ProcessShare?
    }

    var carrier: Carrier { bodies[0].layout.carrier }
}

extension StubPlan {
    /// Bytes of an entry of a dispatch table: the probe's id, 0 for none, and the number of the body.
    static let dispatchEntrySize = 8

    /// The table of a stub that dispatches between several sites, else nil.
    ///
    /// It is one constant map value, which programs address without a helper call.
    var dispatchTable: MapSpec? {
        guard case .dispatch(_, let table) = identity, sites.count > 1 else { return nil }
        var contents = [UInt8](repeating: 0, count: (highestKey + 1) * Self.dispatchEntrySize)
        for site in sites {
            let entry = UInt64(UInt32(site.probeID)) | UInt64(UInt32(site.body)) << 32
            for byte in 0..<8 { contents[site.key * 8 + byte] = UInt8(truncatingIfNeeded: entry >> (8 * UInt64(byte))) }
        }
        return MapSpec(
            table, .array, keySize: 4, valueSize: contents.count, maxEntries: 1, flags: .readOnlyProgram,
            frozenContents: contents)
    }

    var highestKey: Int { sites.map(\.key).max() ?? 0 }

    /// The sites to attach to: all, or one for each place that several share.
    var attachedSites: [Site] {
        switch identity {
        case .constant, .cookie: return sites
        case .dispatch: return Array(sites.prefix(1))
        case .process:
            var seen: Set<Int> = []
            return sites.filter { seen.insert($0.place).inserted }
        }
    }

    /// A program for one raw tracepoint needs no cookie, which not all kernels have there. For perf events it also names
    /// whose the event's count is.
    private func cookie(of site: Site) -> UInt64 {
        if case .constant = identity, case .rawTracepoint = site.attachPoint { return 0 }
        return UInt64(site.probeID)
    }

    /// What to attach, in the order of `attachedSites`.
    var attachRequests: [AttachRequest] {
        attachedSites.map { site in
            switch identity {
            case .constant, .cookie: AttachRequest(site.attachPoint, cookie: cookie(of: site))
            case .dispatch: AttachRequest(site.attachPoint, cookie: 0)
            case .process: AttachRequest(site.attachPoint, cookie: UInt64(site.place))
            }
        }
    }
}

/// A program that runs several clauses, for probes with more clauses than tail calls allow.
public struct BundlePlan: Hashable, Sendable {
    public var slot: Int
    public var clauses: [Int]
}

/// What is loaded for one carrier.
public struct CarrierPlan: Sendable {
    public var carrier: Carrier
    public var composer: Composer
    /// Clauses that are programs of their own, with their slots.
    var slots: ProgramSlots
    public var bundles: [BundlePlan]
    public var stubs: [StubPlan]

    /// The number of entries the program array needs; 0 for none.
    var slotCount: Int { slots.clauses.count + slots.errorClauses.count + bundles.count }

    /// The number of programs it takes.
    public var programCount: Int { stubs.count + slotCount }
}
