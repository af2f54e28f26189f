import BPF
import DCompiler
import ProviderAPI
import SystemInfo

@testable import DTraceRuntime

/// Probes that share the attach point of a test run and are told apart by its second argument.
struct DispatchedProbe: Probe {
    var key: Int
    /// Part of the name only: probes of different names may have the same key.
    var alias = ""
    /// The value of arg0, so that layouts can differ.
    var constant: Int64 = 0

    var description: ProbeDescription { ProbeDescription("numbers", "", alias, "number-\(key)") }

    func arguments(on system: HostSystem) throws -> [ProbeArgument] { [] }

    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        [
            ProbeSite(
                context: ContextLayout(carrier: .rawTracepoint, arguments: [.constant(constant)]),
                attachPoint: .rawTracepoint(name: "numbers"),
                dispatch: Dispatch(selector: .slot(index: 1), key: key))
        ]
    }
}

/// Lists the probes it was made with.
struct DispatchedProvider: Provider {
    var probes: [DispatchedProbe]

    var name: String { "numbers" }
    func availability(on system: HostSystem) -> Availability { .available }
    func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        for probe in probes where pattern.matches(probe.description) { try body(probe) }
    }
    var stability: ProviderStability {
        let attributes = StabilityAttributes(.private, .private, .unknown)
        return ProviderStability(
            provider: attributes, module: attributes, function: attributes, name: attributes, arguments: attributes)
    }
}

/// Plans clauses over dispatched probes; loads the result and fires it with any number.
final class DispatchBench {
    let plan: Plan
    private var stubs: [LoadedStub] = []
    private var callees: [LoadedCallee] = []
    private let maps: MapSet

    /// Each clause is given by the indices of its probes; the ids of probes are their indices plus 1.
    init(_ probes: [DispatchedProbe], clauses: [[Int]], composer: Composer = .tailCall) throws {
        var registry = ProviderRegistry()
        registry.register(DispatchedProvider(probes: probes))
        let table = ProbeTable(registry: registry, system: .current())
        _ = try table.ids(matching: ProbePattern())
        let compiled = clauses.enumerated().map { id, probes in
            CompiledClause(
                id: id, ordinal: id, probes: probes.map { $0 + 1 }, image: ComposerBench.image(id, faults: false),
                demand: ContextDemand(arguments: [0]), records: [], line: 1)
        }
        let program = CompiledProgram(
            clauses: compiled, maps: [], aggregations: [], probeContextSize: ProbeContext.headerSize,
            usesProbeNames: false)
        plan = try Planner(program: program, table: table, preferredComposer: composer).plan()
        let carrier = plan.carriers[0]
        let composition = Composition(clauses: compiled, errorClauses: [], errorProbeID: 0, clauseLocalSize: 16)
        let composed = try ComposedCarrier(carrier, composition: composition)
        var specs = ComposerBench.specs(carrier) + carrier.stubs.compactMap(\.dispatchTable)
        specs.append(MapSpec(RuntimeMap.state, .array, keySize: 4, valueSize: RuntimeMap.stateSize, maxEntries: 1))
        maps = try MapSet(specs)
        try start()
        for callee in composed.called {
            let program = try LoadedProgram(callee.program.spec, maps: maps)
            try maps.withMap(programArray(of: carrier.carrier)) { array throws(KernelError) in
                try array.setProgram(program, at: callee.slot)
            }
            callees.append(LoadedCallee(program))
        }
        for (stub, composed) in zip(carrier.stubs, composed.stubs) {
            stubs.append(LoadedStub(try LoadedProgram(composed.spec, maps: maps), stub))
        }
    }

    private func start() throws {
        var state = [UInt8](repeating: 0, count: RuntimeMap.stateSize)
        state[0] = UInt8(Activity.active.rawValue)
        try maps.withMap(RuntimeMap.state) { map throws(KernelError) in try map.update(key: UInt32(0), value: state) }
    }

    /// The clauses that ran, in order, when every stub saw this number.
    func clauses(for number: Int64) throws -> [Int] {
        let before = try log().count
        for stub in stubs { _ = try stub.program.testRun(arguments: [0, UInt64(bitPattern: number)]) }
        return Array(try log()[before...])
    }

    private func log() throws -> [Int] {
        let bytes = try maps.withMap(ComposerBench.logMap) { map throws(KernelError) in
            try map.lookup(key: UInt32(0)) ?? []
        }
        let count = Int(bytes.span.bytes.integer(at: 0, as: UInt64.self) ?? 0)
        return (0..<count).map { Int(bytes.span.bytes.integer(at: 8 + 4 * $0, as: UInt32.self) ?? 0) }
    }
}
