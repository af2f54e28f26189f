import BPF
import DCompiler
import ProviderAPI
import SystemInfo

@testable import DTraceRuntime

/// A composition of hand-made images, loaded, with a map they log their numbers to.
final class ComposerBench {
    private let maps: MapSet
    private let stub: LoadedProgram
    private let composed: ComposedCarrier

    static let logMap: MapReference = "log"

    init(
        clauseCount: Int, errorClauses: [Int] = [], faulting: Set<Int> = [], composer: Composer,
        carrier: Carrier = .rawTracepoint
    ) throws {
        let clauses = (0..<clauseCount).map { id in
            CompiledClause(
                id: id, ordinal: id, probes: errorClauses.contains(id) ? [3] : [1],
                image: Self.image(id, faults: faulting.contains(id)), demand: .nothing, records: [], line: 1)
        }
        var plan = CarrierPlan(
            carrier: carrier, composer: composer, slots: ProgramSlots(), bundles: [], stubs: [])
        let running = (0..<clauseCount).filter { !errorClauses.contains($0) }
        let calls = try Planner.calls(
            for: running, errorClauses: errorClauses, functions: { clauses[$0].functionCount }, in: &plan)
        plan.stubs = [
            StubPlan(
                bodies: [.init(layout: ContextLayout(carrier: carrier), demand: .nothing, calls: calls)],
                identity: .constant(1), waitsForStart: false, sites: [])
        ]
        let composition = Composition(
            clauses: clauses, errorClauses: errorClauses, errorProbeID: 3, clauseLocalSize: 16)
        composed = try ComposedCarrier(plan, composition: composition)
        maps = try MapSet(Self.specs(plan))
        for callee in composed.called {
            let program = try LoadedProgram(callee.program.spec, maps: maps)
            try maps.withMap(programArray(of: carrier)) { array throws(KernelError) in
                try array.setProgram(program, at: callee.slot)
            }
        }
        stub = try LoadedProgram(composed.stubs[0].spec, maps: maps)
    }

    static func specs(_ plan: CarrierPlan) -> [MapSpec] {
        var specs = ContextMaps.specs(
            for: [plan.carrier], contextSize: ProbeContext.headerSize + 16, highestProbeID: 3,
            possibleCPUs: Processors.possibleCount)
        specs.append(MapSpec(logMap, .array, keySize: 4, valueSize: 4096 + 8, maxEntries: 1))
        specs.append(
            MapSpec(RuntimeMap.drops, .perCPUArray, keySize: 4, valueSize: DropKind.allCases.count * 8, maxEntries: 1))
        specs.append(
            MapSpec(
                RuntimeMap.rings, .arrayOfMaps, keySize: 4, valueSize: 4, maxEntries: Processors.possibleCount,
                inner: InnerMap(type: .ringBuffer, keySize: 0, valueSize: 0, maxEntries: 65536)))
        if plan.slotCount > 0 {
            specs.append(
                MapSpec(
                    programArray(of: plan.carrier), .progArray, keySize: 4, valueSize: 4, maxEntries: plan.slotCount))
        }
        return specs
    }

    /// An image that appends its number to the log, and faults afterwards if it is to.
    static func image(_ id: Int, faults: Bool) -> Code {
        var code = Code()
        code += [
            .mov(.r6, .r2),
            .loadMapValue(.r3, logMap, offset: 0),
            .load(.double, .r4, Address(.r3)),
            .mov(.r5, .r4), .add(.r5, 1), .store(.double, Address(.r3), .register(.r5)),
            .alu(.and, .w64, .r4, 1023), .alu(.lsh, .w64, .r4, 2),
            .alu(.add, .w64, .r3, .register(.r4)),
            .store(.word, Address(.r3, 8), .immediate(Int32(id))),
        ]
        if faults {
            code += [
                .store(.word, Address(.r6, ProbeContext.fault), 4),
                .store(.double, Address(.r6, ProbeContext.faultValue), 0),
                .store(.word, Address(.r6, ProbeContext.faultClause), .immediate(Int32(id))),
                .store(.word, Address(.r6, ProbeContext.faultOffset), 7),
            ]
        }
        code += [.mov(.r0, 0), .exit]
        return code
    }

    func fire() throws { _ = try stub.testRun() }

    func log() throws -> [Int] {
        let bytes = try maps.withMap(Self.logMap) { map throws(KernelError) in try map.lookup(key: 0) ?? [] }
        let count = Int(bytes.span.bytes.integer(at: 0, as: UInt64.self) ?? 0)
        return (0..<count).map { Int(bytes.span.bytes.integer(at: 8 + 4 * $0, as: UInt32.self) ?? 0) }
    }

    func lostFirings() throws -> UInt64 {
        let bytes = try maps.withMap(ContextMaps.lost) { map throws(KernelError) in try map.lookup(key: 1) ?? [] }
        return bytes.span.bytes.integer(at: 0, as: UInt64.self) ?? 0
    }

    /// The hash of each clause's image where it lies, by clause.
    func imageHashes() -> [UInt64] {
        var hashes: [Int: UInt64] = [:]
        for program in composed.stubs + composed.called.map(\.program) {
            for region in program.regions { hashes[region.clause] = program.imageHash(region) }
        }
        return hashes.keys.sorted().compactMap { hashes[$0] }
    }
}
