import BPF
import DCompiler
import ProviderAPI

extension LoadedPlan {
    /// Attaches every stub.
    ///
    /// A place that the kernel refuses is left out and reported, as long as another probe of each description that named
    /// it can be enabled; else nothing stays attached.
    func attach(_ plan: Plan, table: ProbeTable, to report: (String) -> Void) throws(SessionError) {
        var refusals: [Refusal] = []
        for stub in stubs where stub.plan.waitsForStart {
            do {
                refusals += try attach(stub, table: table)
            } catch {
                quieten()
                throw SessionError("failed to enable '\(name(of: stub, at: error.index, table))': \(error)")
            }
        }
        guard let first = refusals.first else { return }
        let refused = Set(refusals.map(\.probe))
        if let lost = refusals.first(where: { table.isEssential($0.probe, without: refused) }) {
            quieten()
            throw SessionError("failed to enable '\(table[lost.probe].description)': \(lost.error)")
        }
        let others = refused.count > 1 ? " and \(refused.count - 1) more" : ""
        report("failed to enable '\(table[first.probe].description)'\(others): \(first.error)")
    }

    /// Loads and attaches the stubs of probes that have come to be while tracing; their programs call no others.
    func add(
        _ plan: Plan, composition: Composition, program: CompiledProgram, table: ProbeTable,
        to report: (String) -> Void
    ) throws {
        try name(plan.clausesByProbe.keys, table: table)
        for carrierPlan in plan.carriers {
            let composed = try ComposedCarrier(carrierPlan, composition: composition)
            for (stub, composedStub) in zip(carrierPlan.stubs, composed.stubs) {
                let loaded = LoadedStub(
                    try load(composedStub, for: stub.sites.first?.probeID, table: table, program: program), stub)
                let refusals = try attach(loaded, table: table).filter { !$0.error.cause.isEndOfProcess }
                if let first = refusals.first {
                    let others = refusals.count > 1 ? " and \(refusals.count - 1) more" : ""
                    report("failed to enable '\(table[first.probe].description)'\(others): \(first.error)")
                }
                stubs.append(loaded)
            }
        }
    }

    /// Gives clauses the names of probes, where they use them.
    func name(_ ids: some Sequence<Int>, table: ProbeTable) throws(KernelError) {
        guard maps.contains(RuntimeMap.probeNames) else { return }
        try Self.writeProbeNames(of: ids, table: table, into: maps)
    }

    /// A probe with a place that the kernel refused.
    private struct Refusal {
        var probe: Int
        var error: AttachError
    }

    /// Attaches a stub wherever the kernel lets it, and says where it did not.
    private func attach(_ stub: LoadedStub, table: ProbeTable) throws(AttachError) -> [Refusal] {
        var refused: [AttachError] = []
        var requests = stub.plan.attachRequests
        if let cpu = onlyCPU {
            for index in requests.indices { requests[index].point = requests[index].point.restricted(toCPU: cpu) }
        }
        try stub.attachments.attachments.attach(stub.program, to: requests) { error in
            // Without its only place a dispatching program is worth nothing.
            if case .dispatch = stub.plan.identity { return false }
            refused.append(error)
            return true
        }
        var refusals: [Refusal] = []
        for error in refused {
            let probe = stub.plan.attachedSites[error.index].probeID
            let others = table[probe].probe.replacements(for: error.point, on: table.system)
            let before = stub.attachments.attachments.count
            try stub.attachments.attachments.attach(
                stub.program, to: others.map { AttachRequest($0, cookie: UInt64(probe)) }, leavingOut: { _ in true })
            if stub.attachments.attachments.count == before { refusals.append(Refusal(probe: probe, error: error)) }
        }
        return refusals
    }

    private func name(of stub: LoadedStub, at index: Int, _ table: ProbeTable) -> String {
        let sites = stub.plan.attachedSites
        let probe = sites.indices.contains(index) ? sites[index].probeID : 0
        return table.contains(probe) ? table[probe].description.description : "a probe"
    }

    /// Fires BEGIN or END.
    func fire(_ plan: StubPlan?) throws(SessionError) {
        guard let plan, let stub = stubs.first(where: { !$0.plan.waitsForStart && $0.plan.sites == plan.sites }) else {
            return
        }
        do {
            _ = try stub.program.testRun(cpu: onlyCPU)
        } catch {
            throw SessionError("could not enable tracing: \(error)")
        }
    }

    /// Stops sampling events before the slow detaching.
    func quieten() {
        for stub in stubs { stub.attachments.attachments.disable() }
    }
}
