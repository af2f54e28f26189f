import BPF
import ProviderAPI

/// How a stub learns which probe fired.
extension StubComposer {
    /// Where the probe id found by a dispatch waits on the stack, below what converters use.
    private static let dispatchedID = Address(.fp, -96)

    /// Goes to `out` unless the firing is one of the plan's; leaves the number of the body in r8 when there are several.
    func emitDispatch(of plan: StubPlan, otherwise out: Label, into code: inout Code) throws(ProviderError) {
        if case .process = plan.identity { return emitProcessLookup(otherwise: out, into: &code) }
        guard case .dispatch(let selector, let table) = plan.identity else { return }
        try plan.bodies[0].layout.emitValue(of: selector, into: .r1, code: &code)
        if plan.sites.count == 1 {
            code.emit(.jump(.notEqual, .r1, .immediate(Int32(plan.sites[0].key)), out))
            return
        }
        code += [
            .jump(.greater, .r1, .immediate(Int32(plan.highestKey)), out),
            .alu(.lsh, .w64, .r1, 3),
            .loadMapValue(.r2, table, offset: 0),
            .alu(.add, .w64, .r2, .register(.r1)),
            .load(.word, .r1, Address(.r2)),
            .jump(.equal, .r1, 0, out),
            .store(.word, Self.dispatchedID, .register(.r1)),
        ]
        if plan.bodies.count > 1 { code.emit(.load(.word, .r8, Address(.r2, 4))) }
    }

    /// `r0 =` the probe id.
    func emitIdentity(of plan: StubPlan, into code: inout Code) {
        switch plan.identity {
        case .constant(let id): code.emit(.mov(.r0, Int32(bitPattern: id)))
        case .cookie: code += [.mov(.r1, .r6), .call(.getAttachCookie)]
        case .dispatch where plan.sites.count == 1: code.emit(.mov(.r0, Int32(plan.sites[0].probeID)))
        case .dispatch, .process: code.emit(.load(.word, .r0, Self.dispatchedID))
        }
    }

    /// Finds the probe of this process at this place, or the one of all other processes.
    private func emitProcessLookup(otherwise out: Label, into code: inout Code) {
        let found = code.label()
        let key: Int16 = -104
        code += [
            .mov(.r1, .r6), .call(.getAttachCookie), .store(.word, Address(.fp, key), .register(.r0)),
            .call(.getCurrentPidTgid), .alu(.rsh, .w64, .r0, 32),
            .store(.word, Address(.fp, key + 4), .register(.r0)),
            .mov(.r2, .fp), .add(.r2, Int32(key)), .loadMap(.r1, ProcessProbes.map), .call(.mapLookupElem),
            .jump(.notEqual, .r0, 0, found),
            .store(.word, Address(.fp, key + 4), 0),
            .mov(.r2, .fp), .add(.r2, Int32(key)), .loadMap(.r1, ProcessProbes.map), .call(.mapLookupElem),
            .jump(.equal, .r0, 0, out),
            .bind(found), .load(.word, .r1, Address(.r0)), .jump(.equal, .r1, 0, out),
            .store(.word, Self.dispatchedID, .register(.r1)),
        ]
    }
}
