import BPF
import DCompiler
import DLanguage
import ProviderAPI
import SystemInfo

/// What a session loads and where it attaches it.
public struct Plan: Sendable {
    public var carriers: [CarrierPlan] = []
    /// The stubs of BEGIN and END, run by the runtime; at most one of each.
    public var begin: StubPlan?
    public var end: StubPlan?
    /// The clauses of each probe in program order, by probe id; ERROR's included.
    public var clausesByProbe: [Int: [Int]] = [:]
    public var errorClauses: [Int] = []
    /// The id of the ERROR probe when clauses are enabled on it.
    public var errorProbe: Int?

    /// The numbers of the places that processes share.
    var places: [SharedPlace: Int] = [:]

    /// The number of programs it takes in all.
    public var programCount: Int { carriers.reduce(0) { $0 + $1.programCount } }
}

/// Decides which stubs, clause programs and carriers serve a compiled program.
struct Planner {
    let program: CompiledProgram
    let table: ProbeTable
    /// The composer to use wherever the carrier allows it.
    let preferredComposer: Composer
    /// The descriptions that each clause stands under, by its id.
    var specs: [[ProbeSpec]] = []

    /// The kernel allows 33 tail calls a firing; one is left unused.
    static let tailCallLimit = 32
    /// Functions of clauses in one program: the kernel allows 256, some of them the stub's own.
    static let functionLimit = 240
    /// Clauses in one bundle, if they have no loops.
    static let bundleSize = 100
    /// Maps that the clauses in one program use: the kernel allows 64, and stubs need a few of their own.
    static let mapLimit = 48

    static let beginID = ProbeDescription("dtrace", "", "", "BEGIN")
    static let endID = ProbeDescription("dtrace", "", "", "END")
    static let errorID = ProbeDescription("dtrace", "", "", "ERROR")

    /// Sites that can share a stub.
    struct GroupKey: Hashable {
        var layout: ContextLayout
        var clauses: [Int]
        var demand: ContextDemand
        var special: Int
        /// What sites share that a dispatch tells apart.
        var dispatch: DispatchKey?
        /// The function of a tracing program, which is loaded for no other.
        var function: AttachPoint?
        /// Whether processes have their shares in the sites.
        var isShared: Bool
    }

    /// Sites that one attached program can serve together.
    struct DispatchKey: Hashable {
        var attachPoint: AttachPoint
        var selector: ArgumentSource
    }

    func plan() throws -> Plan {
        var plan = Plan()
        for clause in program.clauses.sorted(by: { ($0.ordinal, $0.id) < ($1.ordinal, $1.id) }) {
            for probe in try clause.probes + families(of: clause) {
                plan.clausesByProbe[probe, default: []].append(clause.id)
            }
        }
        try arrange(&plan)
        return plan
    }

    /// A plan for probes that have come to be while another one runs, with the clauses each has. Its programs stand alone:
    /// they call none of the running plan's.
    func plan(adding clausesByProbe: [Int: [Int]], to running: Plan) throws -> Plan {
        var plan = Plan()
        plan.clausesByProbe = clausesByProbe
        plan.errorClauses = running.errorClauses
        plan.errorProbe = running.errorProbe
        plan.places = running.places
        try arrange(&plan)
        return plan
    }

    /// Groups the sites of the plan's probes into stubs.
    private func arrange(_ plan: inout Plan) throws {
        var groups: [GroupKey: [StubPlan.Site]] = [:]
        var order: [GroupKey] = []
        for probe in plan.clausesByProbe.keys.sorted() {
            let clauses = plan.clausesByProbe[probe] ?? []
            let description = table[probe].description
            if description == Self.errorID {
                plan.errorClauses = clauses
                plan.errorProbe = probe
                continue
            }
            // BEGIN and END keep stubs of their own.
            let special = description == Self.beginID ? 1 : description == Self.endID ? 2 : 0
            var demand = ContextDemand()
            for clause in clauses {
                demand.arguments.formUnion(program.clauses[clause].demand.arguments)
                demand.registers = demand.registers || program.clauses[clause].demand.registers
            }
            for site in try table[probe].sites(for: demand, on: table.system) {
                try checkOverrides(clauses, at: site, of: description)
                let dispatch = site.dispatch.map {
                    DispatchKey(attachPoint: site.attachPoint, selector: $0.selector)
                }
                let isBound = site.context.carrier.programType == .tracing
                let key = GroupKey(
                    layout: site.context, clauses: clauses, demand: demand, special: special, dispatch: dispatch,
                    function: isBound ? site.attachPoint : nil, isShared: site.process != nil)
                if groups[key] == nil { order.append(key) }
                groups[key, default: []].append(
                    .init(
                        probeID: table[probe].listedID, attachPoint: site.attachPoint, key: site.dispatch?.key ?? 0,
                        share: site.process))
            }
        }
        let linked = linkedGroups(groups, plan)
        for key in order { try add(key, sites: groups[key] ?? [], isLinked: linked.contains(key), to: &plan) }
    }

    /// The probes that have the firings of processes not yet known, where the clause is meant for them.
    private func families(of clause: CompiledClause) throws -> [Int] {
        guard specs.indices.contains(clause.id) else { return [] }
        var found: [Int] = []
        let probes = Set(clause.probes)
        for spec in specs[clause.id] where table.mayGain(matching: spec) {
            for probe in try table.ids(matching: spec.pattern) where probes.contains(probe) {
                if let family = table.family(of: probe), !found.contains(family) { found.append(family) }
            }
        }
        return found
    }

    private func add(_ key: GroupKey, sites: [StubPlan.Site], isLinked: Bool, to plan: inout Plan) throws {
        let carrier = key.layout.carrier
        let index = plan.carriers.firstIndex { $0.carrier == carrier } ?? plan.carriers.count
        if index == plan.carriers.count {
            plan.carriers.append(
                CarrierPlan(
                    carrier: carrier, composer: composer(for: carrier), slots: ProgramSlots(), bundles: [], stubs: []))
        }
        let errorClauses = plan.errorClauses
        let calls =
            isLinked
            ? .clauses(key.clauses)
            : try Self.calls(
                for: key.clauses, errorClauses: errorClauses, functions: { program.clauses[$0].functionCount },
                maps: { program.clauses[$0].image.maps }, in: &plan.carriers[index])
        let body = StubPlan.Body(layout: key.layout, demand: key.demand, calls: calls, isLinked: isLinked)
        if let dispatch = key.dispatch {
            try addDispatched(body, sites, by: dispatch.selector, errorClauses: errorClauses, to: &plan.carriers[index])
            return
        }
        if key.isShared {
            let sites = plan.numberPlaces(of: sites, clauses: key.clauses)
            plan.carriers[index].stubs.append(
                StubPlan(bodies: [body], identity: .process, waitsForStart: true, sites: sites))
            return
        }
        let probes = Set(sites.map(\.probeID))
        let batches: [(StubPlan.Identity, [StubPlan.Site])] =
            if probes.count == 1, let id = probes.first {
                [(.constant(UInt32(id)), sites)]
            } else if hasCookies(carrier), carrier.programType != .tracing {
                // A program is bound to its function once, so there each probe of it has its own.
                [(.cookie, sites)]
            } else {
                probes.sorted().map { id in (.constant(UInt32(id)), sites.filter { $0.probeID == id }) }
            }
        for (identity, sites) in batches {
            let stub = StubPlan(
                bodies: [body], identity: identity, waitsForStart: key.special == 0, sites: sites)
            plan.carriers[index].stubs.append(stub)
            if key.special == 1 { plan.begin = stub }
            if key.special == 2 { plan.end = stub }
        }
    }

    /// A tracing program's array is tied to the prototype of its function, so arrays cannot be shared there.
    func composer(for carrier: Carrier) -> Composer {
        let tails = table.system.features.has(.tailCallInSubprogram)
        let overrides = carrier == .kprobe && program.clauses.contains(where: \.overridesReturn)
        return carrier.programType == .tracing || !tails || overrides ? .linked : preferredComposer
    }

    func hasCookies(_ carrier: Carrier) -> Bool {
        switch carrier.programType {
        case .rawTracepoint: table.system.features.has(.rawTracepointCookie)
        default: carrier.expectedAttachType != .none || table.system.features.has(.perfEventCookie)
        }
    }

    /// Decides how stubs reach clauses, giving each its slot in the carrier's program array.
    ///
    /// - Parameters:
    ///   - functions: How many functions a clause's image has.
    ///   - maps: Which maps it uses.
    static func calls(
        for clauses: [Int], errorClauses: [Int], functions: (Int) -> Int,
        maps: (Int) -> Set<MapReference> = { _ in [] }, in plan: inout CarrierPlan
    ) throws(ProviderError) -> StubPlan.Calls {
        let total = (clauses + errorClauses).reduce(0) { $0 + functions($1) }
        guard plan.composer != .linked || total > functionLimit else { return .clauses(clauses) }
        // Every clause may fault, and each fault runs the ERROR clauses.
        if plan.composer != .linked && clauses.count * (1 + errorClauses.count) <= tailCallLimit {
            for clause in clauses where plan.slots.clauses[clause] == nil {
                plan.slots.clauses[clause] = plan.slotCount
            }
            for clause in errorClauses where plan.slots.errorClauses[clause] == nil {
                plan.slots.errorClauses[clause] = plan.slotCount
            }
            return .clauses(clauses)
        }
        let parts = bundles(of: clauses, errorClauses: errorClauses, functions: functions, maps: maps)
        guard parts.count <= tailCallLimit else {
            throw ProviderError(
                "a probe has too many clauses with loops over strings or maps of their own: \(parts.count) programs would run for a firing, "
                    + "and the kernel allows \(tailCallLimit); give the probe fewer clauses")
        }
        var bundles: [Int] = []
        for part in parts {
            if let known = plan.bundles.first(where: { $0.clauses == part }) {
                bundles.append(known.slot)
            } else {
                bundles.append(plan.slotCount)
                plan.bundles.append(BundlePlan(slot: plan.slotCount, clauses: part))
            }
        }
        return .bundles(bundles)
    }

    /// Cuts a list of clauses so that each part fits one program.
    private static func bundles(
        of clauses: [Int], errorClauses: [Int], functions: (Int) -> Int, maps: (Int) -> Set<MapReference>
    ) -> [[Int]] {
        let size = max(bundleSize, (clauses.count + tailCallLimit - 1) / tailCallLimit)
        let room = functionLimit - errorClauses.reduce(0) { $0 + functions($1) }
        var parts: [[Int]] = []
        var taken = 0
        var used: Set<MapReference> = []
        for clause in clauses {
            let needed = functions(clause)
            let all = used.union(maps(clause))
            if parts.last.map({ $0.count == size || taken + needed > room || all.count > mapLimit }) ?? true {
                parts.append([])
                taken = 0
                used = []
            }
            parts[parts.count - 1].append(clause)
            taken += needed
            used.formUnion(maps(clause))
        }
        return parts
    }
}
