public import BPF
public import ProviderAPI

/// One stub program: the sites it serves and the clauses it runs.
public struct StubPlan: Sendable {
    public var layout: ContextLayout
    public var demand: ContextDemand
    public var calls: Calls
    /// How the program learns which probe fired.
    public var identity: Identity
    /// False for BEGIN and END, which run while nothing else does.
    public var waitsForStart: Bool
    public var sites: [Site]

    /// What the stub runs, in program order.
    public enum Calls: Hashable, Sendable {
        case clauses([Int])
        /// Indices of the carrier's bundles, by their slots in its program array.
        case bundles([Int])
    }

    public enum Identity: Hashable, Sendable {
        case constant(UInt32)
        case cookie
    }

    public struct Site: Hashable, Sendable {
        public var probeID: Int
        public var attachPoint: AttachPoint
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
