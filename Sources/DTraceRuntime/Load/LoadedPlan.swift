import BPF
import DCompiler
import DLanguage
import ProviderAPI

/// A stub in the kernel, with the sites it is for.
final class LoadedStub {
    let program: LoadedProgram
    let plan: StubPlan
    let attachments: AttachmentsBox

    init(_ program: consuming LoadedProgram, _ plan: StubPlan) {
        self.program = program
        self.plan = plan
        attachments = AttachmentsBox()
    }
}

/// Keeps attachments, which cannot be copied, in a class.
final class AttachmentsBox {
    var attachments = Attachments()
}

/// A program that stubs call, kept loaded by its program array and by this.
final class LoadedCallee {
    let program: LoadedProgram
    init(_ program: consuming LoadedProgram) { self.program = program }
}

/// A plan in the kernel: maps made, programs loaded, nothing attached yet.
final class LoadedPlan {
    let maps: MapSet
    let rings: RingBufferSet
    var stubs: [LoadedStub] = []
    /// The largest probe id that the maps have room for.
    let highestProbeID: Int
    /// The CPU whose firings count, nil for all.
    let onlyCPU: Int?
    private var callees: [LoadedCallee] = []
    /// Named when the kernel refuses a clause.
    private let sources: [DSource]

    /// Loads everything; a failure leaves nothing behind.
    init(
        _ plan: Plan, composed: [ComposedCarrier], program: CompiledProgram, table: ProbeTable, limits: MapLimits,
        sources: [DSource] = []
    ) throws(SessionError) {
        onlyCPU = limits.onlyCPU
        self.sources = sources
        highestProbeID = (plan.clausesByProbe.keys.map { table[$0].listedID }.max() ?? 0) + limits.laterProbes
        do {
            let maps = try MapSet(
                Self.mapSpecs(plan, program: program, table: table, highestProbeID: highestProbeID, limits: limits))
            rings = try Self.rings(maps, limits)
            if program.usesProbeNames {
                try Self.writeProbeNames(of: plan.clausesByProbe.keys, table: table, into: maps)
            }
            try Self.writeShares(of: plan.sharedSites, into: maps)
            self.maps = maps
        } catch {
            throw SessionError("failed to create BPF maps: \(error)")
        }
        for (carrierPlan, carrier) in zip(plan.carriers, composed) {
            try loadCallees(of: carrier, plan: plan, table: table, program: program)
            for (stub, composedStub) in zip(carrierPlan.stubs, carrier.stubs) {
                let isCustom = stub.bodies.contains { $0.layout.customConverter != nil }
                let loaded = try load(
                    composedStub, for: stub.sites.first?.probeID, isCustom: isCustom, table: table, program: program)
                stubs.append(LoadedStub(loaded, stub))
            }
        }
    }

    private static func rings(_ maps: borrowing MapSet, _ limits: MapLimits) throws(KernelError) -> RingBufferSet {
        guard limits.copiesRecords else {
            return try maps.withMap(RuntimeMap.rings) { outer throws(KernelError) in try RingBufferSet(perCPUIn: outer)
            }
        }
        return try maps.withMap(RuntimeMap.rings) { outer throws(KernelError) in
            try maps.withMap(RuntimeMap.events) { events throws(KernelError) in
                try RingBufferSet(perCPUIn: outer, events: events)
            }
        }
    }

    private func loadCallees(
        of carrier: ComposedCarrier, plan: Plan, table: ProbeTable, program: CompiledProgram
    ) throws(SessionError) {
        for callee in carrier.called {
            let clause = callee.program.regions.first?.clause
            let probe = clause.flatMap { program.clauses[$0].probes.first }
            let loaded = try load(callee.program, for: probe, table: table, program: program)
            do {
                try maps.withMap(programArray(of: carrier.carrier)) { array throws(KernelError) in
                    try array.setProgram(loaded, at: callee.slot)
                }
            } catch {
                throw SessionError("failed to enable clauses under the \(carrier.carrier) carrier: \(error)")
            }
            callees.append(LoadedCallee(loaded))
        }
    }

    func load(
        _ composed: ComposedProgram, for probe: Int?, isCustom: Bool = false, table: ProbeTable,
        program: CompiledProgram
    ) throws(SessionError) -> LoadedProgram {
        do {
            return try LoadedProgram(composed.spec, maps: maps)
        } catch {
            let name = probe.map { table[$0].description.description } ?? composed.spec.name
            guard case .rejected(let rejection) = error else {
                throw SessionError("BPF program load for '\(name)' failed: \(error)")
            }
            // Instructions of a provider's own are its concern, not ours.
            if isCustom, let probe, !composed.isInImage(rejection) {
                throw SessionError(
                    "BPF program load for '\(name)' failed: the kernel's verifier rejected the instructions of the "
                        + "\(table[probe].provider.name) provider: \(rejection.complaint)")
            }
            throw SessionError(composed.sentence(for: rejection, probe: name, program: program, sources: sources))
        }
    }

    private static func mapSpecs(
        _ plan: Plan, program: CompiledProgram, table: ProbeTable, highestProbeID: Int, limits: MapLimits
    ) -> [MapSpec] {
        var specs = program.maps
        specs += ContextMaps.specs(
            for: plan.carriers.map(\.carrier) + (limits.laterProbes > 0 ? [.uprobe] : []),
            contextSize: program.probeContextSize, highestProbeID: highestProbeID, possibleCPUs: limits.possibleCPUs)
        specs.append(
            MapSpec(
                RuntimeMap.state, .array, keySize: 4, valueSize: RuntimeMap.stateSize, maxEntries: 1, flags: .mmapable))
        specs.append(
            MapSpec(RuntimeMap.drops, .perCPUArray, keySize: 4, valueSize: DropKind.allCases.count * 8, maxEntries: 1))
        specs.append(
            MapSpec(
                RuntimeMap.rings, .arrayOfMaps, keySize: 4, valueSize: 4, maxEntries: limits.possibleCPUs,
                inner: InnerMap(type: .ringBuffer, keySize: 0, valueSize: 0, maxEntries: limits.bufferSize)))
        if limits.copiesRecords {
            specs.append(
                MapSpec(
                    RuntimeMap.events, .perfEventArray, keySize: 4, valueSize: 4, maxEntries: limits.possibleCPUs))
        }
        if program.usesProbeNames {
            specs.append(
                MapSpec(
                    RuntimeMap.probeNames, .array, keySize: 4, valueSize: RuntimeMap.probeNameEntrySize,
                    maxEntries: highestProbeID + 1))
        }
        specs += plan.carriers.flatMap(\.stubs).compactMap(\.dispatchTable)
        if let frames = limits.tracingFrames { specs += frames.specs(highestProbeID: highestProbeID) }
        let shares = plan.sharedSites.count
        if shares > 0 || limits.laterProbes > 0 { specs.append(ProcessProbes.spec(entries: shares)) }
        for carrier in plan.carriers where carrier.slotCount > 0 {
            specs.append(
                MapSpec(
                    programArray(of: carrier.carrier), .progArray, keySize: 4, valueSize: 4,
                    maxEntries: carrier.slotCount))
        }
        return specs
    }

    /// Tells stubs which probes the processes have at the places they share.
    static func writeShares(of sites: [StubPlan.Site], into maps: borrowing MapSet) throws(KernelError) {
        for (place, share, probe) in ProcessProbes.entries(for: sites) {
            try maps.withMap(ProcessProbes.map) { map throws(KernelError) in
                try map.update(
                    key: ProcessProbes.key(place: place, share: share), value: ProcessProbes.bytes(probe))
            }
        }
    }

    static func writeProbeNames(
        of ids: some Sequence<Int>, table: ProbeTable, into maps: borrowing MapSet
    ) throws(KernelError) {
        for id in ids {
            let probe = table[id]
            try maps.withMap(RuntimeMap.probeNames) { map throws(KernelError) in
                try map.update(key: UInt32(probe.listedID), value: probe.description.nameEntry)
            }
        }
    }
}

/// Sizes of a session's maps.
struct MapLimits {
    /// Bytes of each CPU's ring buffer: a power of two, at least a page.
    var bufferSize: Int
    var possibleCPUs: Int
    /// Room for probes that come to be while tracing; 0 when none can.
    var laterProbes = 0
    /// Whether images put their records out to `RuntimeMap.events`.
    var copiesRecords = false
    /// The CPU whose firings count, nil for all.
    var onlyCPU: Int?
    /// What stubs compare the first frames of stacks with.
    var tracingFrames: TracingFrames?
}

extension ProbeDescription {
    /// The entry of `RuntimeMap.probeNames`: four zero-padded fields; longer names are cut.
    fileprivate var nameEntry: [UInt8] {
        var entry = [UInt8](repeating: 0, count: RuntimeMap.probeNameEntrySize)
        let parts = [(provider, 0, 64), (module, 64, 256), (function, 320, 256), (name, 576, 64)]
        for (text, offset, size) in parts {
            for (index, byte) in text.utf8.prefix(size - 1).enumerated() { entry[offset + index] = byte }
        }
        return entry
    }
}
