import BPF
import DCompiler
import ProviderAPI

/// Composes the programs of one carrier: stubs that probes are attached to, clause programs and bundles they call.
struct StubComposer {
    let composition: Composition
    let carrier: Carrier
    let slots: ProgramSlots
    let composer: Composer

    private var locator: ContextLocator { composition.locator(for: carrier) }

    private func sequence(linked: Bool) -> ClauseSequence {
        ClauseSequence(
            composition: composition, carrier: carrier, slots: slots, composer: linked ? .linked : .tailCall)
    }

    /// The program probes are attached to: takes a context, converts, runs the clauses, gives the context back.
    func stub(_ plan: StubPlan, name: String) throws(ProviderError) -> ComposedProgram {
        var assembly = ProgramAssembly()
        let out = assembly.code.label()
        let lost = assembly.code.label()
        assembly.code.emit(.mov(.r6, .r1))
        try emitDispatch(of: plan, otherwise: out, into: &assembly.code)
        if carrier.programType == .perfEvent { emitFiringCount(of: plan, into: &assembly.code) }
        if plan.waitsForStart {
            assembly.code.checkActivity(otherwise: out)
            if let cpu = composition.onlyCPU {
                assembly.code += [
                    .call(.getSmpProcessorId), .jump(.notEqual, .w32, .r0, .immediate(cpu), out),
                ]
            }
        }
        for (index, body) in plan.bodies.enumerated() {
            let next = assembly.code.label()
            let isLast = index == plan.bodies.count - 1
            if !isLast { assembly.code.emit(.jump(.notEqual, .r8, .immediate(Int32(index)), next)) }
            try emit(body, of: plan, lost: lost, out: out, into: &assembly)
            if !isLast {
                if !runsWithoutContext(body, plan) { assembly.code.emit(.go(out)) }
                assembly.code.emit(.bind(next))
            }
        }
        assembly.code += [.bind(out), .mov(.r0, 0), .exit]
        if !plan.bodies.allSatisfy({ runsWithoutContext($0, plan) }) {
            emitLoss(of: plan, at: lost, into: &assembly.code)
        }
        var program = assembly.finish(name: name, carrier: carrier)
        if case .tracing(let function, let module, _)? = plan.sites.first?.attachPoint {
            program.spec.attachBTFID = function
            program.spec.attachModule = module
        }
        return program
    }

    /// Counts a firing that found no free context.
    private func emitLoss(of plan: StubPlan, at lost: Label, into code: inout Code) {
        code.emit(.bind(lost))
        emitIdentity(of: plan, into: &code)
        let uncounted = code.label()
        code.lookUp(ContextMaps.lost, key: .r0, missing: uncounted)
        code += [.mov(.r1, 1), .atomic(.add, .double, Address(.r0), .r1)]
        code.countDrop(.context, otherwise: uncounted)
        code += [.bind(uncounted), .mov(.r0, 0), .exit]
    }

    private func isLinked(_ body: StubPlan.Body) -> Bool { composer == .linked || body.isLinked }

    /// Whether all that a body runs is linked and needs no probe context, apart from the probe's id.
    private func runsWithoutContext(_ body: StubPlan.Body, _ plan: StubPlan) -> Bool {
        // Others than BEGIN and END can be left before they come to their clauses: the place they leave for is in use.
        guard plan.waitsForStart, isLinked(body), case .clauses(let clauses) = body.calls else { return false }
        return !composition.needContext(clauses)
    }

    /// What is done for a firing that is known to be one of the plan's.
    private func emit(
        _ body: StubPlan.Body, of plan: StubPlan, lost: Label, out: Label, into assembly: inout ProgramAssembly
    ) throws(ProviderError) {
        try body.layout.emitFilters(into: &assembly.code, otherwise: out)
        if runsWithoutContext(body, plan), case .clauses(let clauses) = body.calls {
            let isCounted = emitTracingFrameCount(for: body, of: plan, into: &assembly)
            if isCounted { assembly.code.emit(.mov(.r8, .r0)) }
            if clauses.contains(where: { composition.clauses[$0].contextUse == .identity }) {
                emitIdentity(of: plan, into: &assembly.code)
                assembly.code.emit(.store(.word, sequence(linked: true).lentIdentity(for: clauses), .register(.r0)))
            }
            sequence(linked: true).emitWithoutContext(
                clauses, ownFrames: linkedFrames, isCounted: isCounted, into: &assembly)
            return
        }
        locator.take(into: &assembly.code, lost: lost, out: out)
        emitIdentity(of: plan, into: &assembly.code)
        assembly.code += [.store(.word, Address(.r7, ProbeContext.probeID), .register(.r0))]
        assembly.code.clearContext(.r7, clauseLocalSize: composition.clauseLocalSize)
        if emitTracingFrameCount(for: body, of: plan, into: &assembly) {
            assembly.code += [
                .add(.r0, ownFrames(of: body.calls)),
                .store(.word, Address(.r7, ProbeContext.ownFrames), .register(.r0)),
            ]
        } else {
            assembly.code.emit(
                .store(.word, Address(.r7, ProbeContext.ownFrames), .immediate(ownFrames(of: body.calls))))
        }
        try emitConverter(of: body, into: &assembly.code)
        switch body.calls {
        case .clauses(let clauses): sequence(linked: isLinked(body)).emit(clauses, into: &assembly)
        case .bundles(let bundles): sequence(linked: false).emitBundles(bundles, into: &assembly)
        }
        locator.release(into: &assembly.code)
    }

    /// Sets r0 to the number of `TracingFrames` that come first where clauses look at the kernel's stack and there can be some;
    /// says whether it did.
    private func emitTracingFrameCount(
        for body: StubPlan.Body, of plan: StubPlan, into assembly: inout ProgramAssembly
    ) -> Bool {
        guard carrier.hasTracingFrames, let frames = composition.tracingFrames else { return false }
        if case .clauses(let clauses) = body.calls,
            !composition.useKernelStack(clauses + composition.errorClauses)
        {
            return false
        }
        // The carrier's, the stub's and the function's own come before them.
        let skipped = carrier.callingFrames.map { Int32($0) + 2 } ?? 0
        let function = assembly.function { frames.emitCount(skipped: skipped, into: &$0.code) }
        emitIdentity(of: plan, into: &assembly.code)
        assembly.code += [.mov(.r1, .r6), .mov(.r2, .r0), .callLocal(function)]
        return true
    }

    /// The frames above the place of the probe when a clause is part of the stub: the carrier's and the stub's.
    private var linkedFrames: Int32 { carrier.callingFrames.map { Int32($0) + 1 } ?? 0 }

    /// The frames that `ProbeContext.ownFrames` tells: the carrier's, the stub's, a bundle's and the clause's.
    private func ownFrames(of calls: StubPlan.Calls) -> Int32 {
        guard let callingFrames = carrier.callingFrames else { return 0 }
        return switch calls {
        case .clauses: Int32(callingFrames) + 2
        case .bundles: Int32(callingFrames) + 3
        }
    }

    /// Counts that the program ran: the kernel counts the events, and the difference is what it skipped.
    private func emitFiringCount(of plan: StubPlan, into code: inout Code) {
        let uncounted = code.label()
        emitIdentity(of: plan, into: &code)
        code.lookUp(ContextMaps.fired, key: .r0, missing: uncounted)
        code += [.mov(.r1, 1), .atomic(.add, .double, Address(.r0), .r1), .bind(uncounted)]
    }

    /// The converter may use r8 and r9, so they wait on the stack meanwhile.
    private func emitConverter(of body: StubPlan.Body, into code: inout Code) throws(ProviderError) {
        var converter = code
        try body.layout.emitConverter(into: &converter, demand: body.demand)
        guard converter.instructions.count > code.instructions.count else { return }
        let bookkeeping = Address(.fp, -72)
        let number = Address(.fp, -80)
        code += [
            .store(.double, bookkeeping, .register(.r8)), .store(.double, number, .register(.r9)),
        ]
        try body.layout.emitConverter(into: &code, demand: body.demand)
        code += [.load(.double, .r8, bookkeeping), .load(.double, .r9, number)]
    }

    /// A clause as a program of its own: finds the context its stub took, then the image.
    func clauseProgram(_ clause: Int, forError: Bool) -> ComposedProgram {
        var assembly = ProgramAssembly()
        let missing = assembly.code.label()
        let body = assembly.code.label()
        assembly.code.emit(.mov(.r6, .r1))
        locator.find(into: &assembly.code, forError: forError, missing: missing)
        assembly.code += [
            .go(body), .bind(missing), .mov(.r0, 0), .exit,
            .bind(body),
        ]
        assembly.code.emitImageArguments(composition.clauses[clause])
        assembly.appendImage(of: composition.clauses[clause])
        return assembly.finish(name: "\(forError ? "error" : "clause")_\(clause)", carrier: carrier)
    }

    /// A program that runs several clauses as functions, for probes with more clauses than tail calls allow.
    func bundle(_ clauses: [Int], name: String) -> ComposedProgram {
        var assembly = ProgramAssembly()
        let missing = assembly.code.label()
        assembly.code.emit(.mov(.r6, .r1))
        locator.find(into: &assembly.code, forError: false, missing: missing)
        let linked = ClauseSequence(composition: composition, carrier: carrier, slots: slots, composer: .linked)
        linked.emit(clauses, into: &assembly)
        assembly.code += [.bind(missing), .mov(.r0, 0), .exit]
        return assembly.finish(name: name, carrier: carrier)
    }
}

extension Code {
    /// Goes to `out` unless the session is active. r1 is lost.
    fileprivate mutating func checkActivity(otherwise out: Label) {
        loadActivity(.r1)
        emit(.jump(.notEqual, .w32, .r1, .immediate(Int32(Activity.active.rawValue)), out))
    }
}
