import BPF
import DCompiler
import ProviderAPI

/// Emits the calls that run a sequence of clauses in program order, with the fault check after each.
///
/// Expects r6 = native context, r7 = probe context, r9 = the context's number; keeps r6-r9.
struct ClauseSequence {
    let composition: Composition
    let carrier: Carrier
    /// Where the carrier's program array holds each clause or bundle; empty when linked.
    let slots: ProgramSlots
    let composer: Composer

    /// Runs clauses, linked or tail-called.
    func emit(_ clauses: [Int], into assembly: inout ProgramAssembly) {
        let fault = composition.canFault(clauses) ? faultFunction(in: &assembly) : nil
        let end = assembly.code.label()
        let stops = clauses.dropLast().contains { mayExit($0) }
        if stops { assembly.code.noteActivity() }
        for (index, clause) in clauses.enumerated() {
            emitCall(of: clause, forError: false, into: &assembly)
            if let fault, composition.canFault([clause]) { emitFaultCheck(calling: fault, into: &assembly) }
            if stops, index < clauses.count - 1, mayExit(clause) { assembly.code.checkActivityNoted(otherwise: end) }
        }
        assembly.code.bind(end)
    }

    /// Where a stub leaves the probe's id for clauses that run without a context: for them it begins and ends there. That is
    /// below the stack of a clause that is part of the stub.
    func lentIdentity(for clauses: [Int]) -> Address {
        let part = clauses.last.map { composition.clauses[$0] }.flatMap { isPart($0) ? $0.stackSize : nil }
        return Address(.fp, Int16(-8 - (part ?? 0)))
    }

    /// Whether the last clause of a stub need be no function.
    private func isPart(_ clause: CompiledClause) -> Bool {
        !clause.image.hasFunctions && (clause.contextUse == .nothing || clause.stackSize != nil)
    }

    /// Runs linked clauses that need no probe context: they get none, and cannot fault.
    ///
    /// The program ends with them, so that the last one need be no function unless it has functions of its own.
    ///
    /// `ownFrames` are the kernel's frames above the place of the probe in the last clause; a function has one more, and
    /// r8 says how many come to that where `isCounted`.
    func emitWithoutContext(
        _ clauses: [Int], ownFrames: Int32, isCounted: Bool, into assembly: inout ProgramAssembly
    ) {
        let identity = lentIdentity(for: clauses)
        for (index, clause) in clauses.enumerated() {
            let clause = composition.clauses[clause]
            let readsIdentity = clause.contextUse == .identity
            assembly.code.emit(.mov(.r1, .r6))
            assembly.code +=
                readsIdentity
                ? [.mov(.r2, .fp), .add(.r2, Int32(identity.offset))] : [.mov(.r2, 0)]
            let isFunction = index < clauses.count - 1 || !isPart(clause)
            if clause.usesKernelStack {
                assembly.code.emit(.mov(.r3, ownFrames + (carrier.callingFrames != nil && isFunction ? 1 : 0)))
                if isCounted { assembly.code.emit(.alu(.add, .w64, .r3, .register(.r8))) }
            }
            guard isFunction else { return assembly.appendImage(of: clause) }
            assembly.code.emit(.callLocal(assembly.function { $0.appendImage(of: clause) }))
        }
        assembly.code += [.mov(.r0, 0), .exit]
    }

    /// Runs bundles: programs that run several clauses and check their faults themselves.
    func emitBundles(_ bundles: [Int], into assembly: inout ProgramAssembly) {
        let end = assembly.code.label()
        let stops = composition.clauses.contains(where: \.exits)
        if stops { assembly.code.noteActivity() }
        for (index, bundle) in bundles.enumerated() {
            let trampoline = tailCall(slot: bundle, in: &assembly)
            assembly.code += [.mov(.r1, .r6), .callLocal(trampoline)]
            if stops, index < bundles.count - 1 { assembly.code.checkActivityNoted(otherwise: end) }
        }
        assembly.code.bind(end)
    }

    /// Whether a clause can end the session, itself or by a fault for which an ERROR clause does: then the clauses after
    /// it on the same probe do not run.
    private func mayExit(_ clause: Int) -> Bool {
        let fired = composition.canFault([clause]) ? composition.errorClauses : []
        return ([clause] + fired).contains { composition.clauses[$0].exits }
    }

    private func emitCall(of clause: Int, forError: Bool, into assembly: inout ProgramAssembly) {
        switch composer {
        case .tailCall:
            let slot = forError ? slots.errorClauses[clause] : slots.clauses[clause]
            let trampoline = tailCall(slot: slot ?? 0, in: &assembly)
            assembly.code += [.mov(.r1, .r6), .callLocal(trampoline)]
        case .linked, .automatic:
            let image = composition.clauses[clause]
            let function = assembly.function { $0.appendImage(of: image) }
            assembly.code.emitImageArguments(image)
            assembly.code.emit(.callLocal(function))
        }
    }

    private func emitFaultCheck(calling fault: Label, into assembly: inout ProgramAssembly) {
        let fine = assembly.code.label()
        assembly.code += [
            .load(.word, .r1, Address(.r7, ProbeContext.fault)),
            .jump(.equal, .w32, .r1, 0, fine),
            .mov(.r1, .r6), .mov(.r2, .r7), .mov(.r3, .r9), .callLocal(fault),
            .bind(fine),
        ]
    }

    /// A function that leaves for the program in a slot; when that program ends, control is back at our caller.
    private func tailCall(slot: Int, in assembly: inout ProgramAssembly) -> Label {
        let array = programArray(of: carrier)
        return assembly.function {
            $0.code += [.loadMap(.r2, array), .mov(.r3, Int32(slot)), .call(.tailCall), .mov(.r0, 0), .exit]
        }
    }

    // MARK: Faults

    /// `fault(r1 = native context, r2 = probe context, r3 = its number)`: reports the fault, runs the ERROR clauses.
    private func faultFunction(in assembly: inout ProgramAssembly) -> Label {
        let sequence = self
        return assembly.function { sequence.emitFaultFunction(into: &$0) }
    }

    private func emitFaultFunction(into assembly: inout ProgramAssembly) {
        let report = assembly.function { Self.emitFaultReport(into: &$0.code) }
        assembly.code += [
            .mov(.r6, .r1), .mov(.r7, .r2), .mov(.r9, .r3),
            .callLocal(report),
        ]
        if !composition.errorClauses.isEmpty { emitErrorFiring(into: &assembly) }
        assembly.code += [
            .store(.word, Address(.r7, ProbeContext.fault), 0),
            .mov(.r0, 0), .exit,
        ]
    }

    /// Fires ERROR in the context behind the faulting one. A fault of an ERROR clause ends that clause without a word, as
    /// the DTrace guide has it (chapter dtrace Provider, section ERROR Probe).
    private func emitErrorFiring(into assembly: inout ProgramAssembly) {
        let missing = assembly.code.label()
        composition.locator(for: carrier).contextAfterNumber(into: &assembly.code, forError: true, missing: missing)
        assembly.code.emit(.mov(.r8, .r0))
        assembly.code.emitErrorContext(composition, carrier)
        assembly.code.emit(.mov(.r7, .r8))
        for clause in composition.errorClauses {
            emitCall(of: clause, forError: true, into: &assembly)
            assembly.code.emit(.store(.word, Address(.r7, ProbeContext.fault), 0))
        }
        // r7 has become ERROR's context: find the faulting one again to clear its fault.
        composition.locator(for: carrier).contextAfterNumber(into: &assembly.code, forError: false, missing: missing)
        assembly.code.emit(.mov(.r7, .r0))
        assembly.code.bind(missing)
    }

    /// `report(r2 = probe context)`: sends a `FaultRecord`; no room for it is a counted drop.
    private static func emitFaultReport(into code: inout Code) {
        let noRing = code.label()
        let out = code.label()
        code += [.mov(.r7, .r2), .call(.getSmpProcessorId)]
        code.lookUp(RuntimeMap.rings, key: .r0, missing: noRing)
        code += [
            .mov(.r1, .r0), .mov(.r2, Int32(FaultRecord.size)), .mov(.r3, 0), .call(.ringbufReserve),
            .jump(.equal, .r0, 0, noRing),
            .load(.word, .r1, Address(.r7, ProbeContext.probeID)),
            .store(.word, Address(.r0, Int16(RecordHeader.probeID)), .register(.r1)),
            .store(.half, Address(.r0, Int16(RecordHeader.clauseID)), .immediate(Int32(RecordHeader.faultClauseID))),
            .store(.half, Address(.r0, Int16(RecordHeader.recordNumber)), 0),
            .load(.word, .r1, Address(.r7, ProbeContext.fault)),
            .store(.word, Address(.r0, Int16(FaultRecord.kind)), .register(.r1)),
            .load(.word, .r1, Address(.r7, ProbeContext.faultClause)),
            .store(.word, Address(.r0, Int16(FaultRecord.clause)), .register(.r1)),
            .load(.double, .r1, Address(.r7, ProbeContext.faultValue)),
            .store(.double, Address(.r0, Int16(FaultRecord.value)), .register(.r1)),
            .load(.word, .r1, Address(.r7, ProbeContext.faultOffset)),
            .store(.double, Address(.r0, Int16(FaultRecord.offset)), .register(.r1)),
            .mov(.r1, .r0), .mov(.r2, RingWakeUp.none), .call(.ringbufSubmit),
            .go(out), .bind(noRing),
        ]
        code.countDrop(.principal, otherwise: out)
        code += [.bind(out), .mov(.r0, 0), .exit]
    }
}

/// Where a carrier's program array holds the clause programs.
struct ProgramSlots {
    var clauses: [Int: Int] = [:]
    /// The variants that run in ERROR's context.
    var errorClauses: [Int: Int] = [:]
}

/// Flags of `bpf_ringbuf_submit`.
enum RingWakeUp {
    static let none: Int32 = 1
    static let forced: Int32 = 2
}

extension Code {
    /// Whether there are functions in it besides the one it begins with.
    fileprivate var hasFunctions: Bool {
        instructions.contains {
            switch $0 {
            case .callLocal, .loadFunction: true
            default: false
            }
        }
    }

    /// Adds one to a drop counter of this CPU; goes to `out` when the map is not there. r0-r5 are lost.
    mutating func countDrop(_ kind: DropKind, otherwise out: Label) {
        lookUp(RuntimeMap.drops, key: 0, missing: out)
        self += [.mov(.r1, 1), .atomic(.add, .double, Address(.r0, Int16(kind.rawValue * 8)), .r1)]
    }

    /// Remembers the session's activity on the stack, for `checkActivityNoted`. r1 is lost.
    fileprivate mutating func noteActivity() {
        loadActivity(.r1)
        emit(.store(.double, Self.notedActivity, .register(.r1)))
    }

    /// Goes to `end` when `exit()` has changed the activity since it was noted. r1 and r2 are lost.
    ///
    /// END runs while the session is ending, so that `exit()` changes nothing there and all its clauses run.
    fileprivate mutating func checkActivityNoted(otherwise end: Label) {
        loadActivity(.r1)
        self += [.load(.double, .r2, Self.notedActivity), .jump(.notEqual, .w64, .r1, .register(.r2), end)]
    }

    private static var notedActivity: Address { Address(.fp, -88) }

    /// Loads the session's activity.
    mutating func loadActivity(_ register: Register) {
        self += [.loadMapValue(register, RuntimeMap.state, offset: 0), .load(.word, register, Address(register))]
    }

    /// What an image is given: r6 is the native context, r7 the probe context.
    mutating func emitImageArguments(_ clause: CompiledClause) {
        self += [.mov(.r1, .r6), .mov(.r2, .r7)]
        if clause.usesKernelStack { emit(.load(.word, .r3, Address(.r7, ProbeContext.ownFrames))) }
    }

    /// Zeroes the parts of a context (in `context`) that a firing must find zero.
    mutating func clearContext(_ context: Register, clauseLocalSize: Int) {
        emit(.store(.word, Address(context, ProbeContext.fault), 0))
        emit(.store(.word, Address(context, ProbeContext.errno), 0))
        emit(.store(.double, Address(context, ProbeContext.timestamp), 0))
        emit(.store(.double, Address(context, ProbeContext.wallTimestamp), 0))
        for offset in stride(from: 0, to: clauseLocalSize, by: 8) {
            emit(.store(.double, Address(context, Int16(ProbeContext.headerSize + offset)), 0))
        }
    }

    /// Fills ERROR's context in r8 from the faulting one in r7, as the DTrace guide lists its arguments: arg1 the
    /// enabled probe id, arg2 the action, arg3 the offset, arg4 the fault, arg5 its value.
    fileprivate mutating func emitErrorContext(_ composition: Composition, _ carrier: Carrier) {
        clearContext(.r8, clauseLocalSize: composition.clauseLocalSize)
        self += [
            .store(.word, Address(.r8, ProbeContext.probeID), .immediate(Int32(bitPattern: composition.errorProbeID))),
            // The fault's function calls the clause here.
            .load(.word, .r1, Address(.r7, ProbeContext.ownFrames)),
            .add(.r1, carrier.callingFrames == nil ? 0 : 1),
            .store(.word, Address(.r8, ProbeContext.ownFrames), .register(.r1)),
            .load(.word, .r1, Address(.r7, ProbeContext.probeID)),
            .store(.word, Address(.r8, ProbeContext.errorProbeID), .register(.r1)),
            .store(.double, Address(.r8, ProbeContext.argument(0)), 0),
            .load(.double, .r1, Address(.r7, ProbeContext.faultEnabling)),
            .store(.double, Address(.r8, ProbeContext.argument(1)), .register(.r1)),
            .load(.word, .r1, Address(.r7, ProbeContext.faultAction)),
            .store(.double, Address(.r8, ProbeContext.argument(2)), .register(.r1)),
            .load(.word, .r1, Address(.r7, ProbeContext.faultOffset)),
            .store(.double, Address(.r8, ProbeContext.argument(3)), .register(.r1)),
            .load(.word, .r1, Address(.r7, ProbeContext.fault)),
            .store(.double, Address(.r8, ProbeContext.argument(4)), .register(.r1)),
            .load(.double, .r1, Address(.r7, ProbeContext.faultValue)),
            .store(.double, Address(.r8, ProbeContext.argument(5)), .register(.r1)),
        ]
    }
}
