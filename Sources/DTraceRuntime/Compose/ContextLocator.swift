import BPF
import ProviderAPI

/// Code that takes, finds and gives back the probe context of a firing, by the carrier's way of keeping them.
///
/// Register use: r6 is the native context throughout; `take` sets r7 to the probe context, r8 to the bookkeeping
/// and r9 to the context's number, which `release` needs again.
struct ContextLocator {
    let carrier: Carrier
    /// Whether the contexts of all CPUs lie in one plain map.
    var isWide = false

    private var count: Int { ContextMaps.count(for: carrier) }
    private var map: MapReference { ContextMaps.map(for: carrier) }

    /// Takes a free context; goes to `lost` when there is none, to `out` when the maps are not there.
    func take(into code: inout Code, lost: Label, out: Label) {
        if carrier.isPreemptible {
            takeSlot(into: &code, lost: lost, out: out)
        } else {
            takeLevel(into: &code, lost: lost, out: out)
        }
    }

    /// What interrupts this code between the load and the store of the level leaves the level as it found it.
    private func takeLevel(into code: inout Code, lost: Label, out: Label) {
        let ready = code.label()
        lookUpFirst(into: &code, missing: out)
        code += [
            .mov(.r8, .r0),
            .load(.word, .r9, Address(.r8, ProbeContext.level)),
            .jump(.greater, .r9, .immediate(Int32(count - 1)), lost),
            .mov(.r1, .r9), .add(.r1, 1),
            .store(.word, Address(.r8, ProbeContext.level), .register(.r1)),
            .mov(.r7, .r8),
            .jump(.equal, .r9, 0, ready),
        ]
        lookUpContext(.r9, into: &code, missing: lost)
        code += [.mov(.r7, .r0), .bind(ready)]
    }

    private func takeSlot(into code: inout Code, lost: Label, out: Label) {
        let found = code.label()
        code += [.call(.getCurrentPidTgid), .alu(.mov, .w32, .r9, .register(.r0))]
        code.lookUp(ContextMaps.owners, key: 0, missing: out)
        code.emit(.mov(.r8, .r0))
        for slot in 0..<count {
            let next = code.label()
            code += [
                .alu(.mov, .w32, .r0, 0),
                .atomic(.compareExchange, .word, Address(.r8, Int16(slot * 4)), .r9),
                .jump(.notEqual, .w32, .r0, 0, next),
                .mov(.r9, Int32(slot)), .go(found),
                .bind(next),
            ]
        }
        code += [.go(lost), .bind(found)]
        lookUpContext(.r9, into: &code, missing: out)
        code.emit(.mov(.r7, .r0))
    }

    /// Gives back what `take` took; r8 and r9 are as `take` left them.
    func release(into code: inout Code) {
        if carrier.isPreemptible {
            code += [
                .alu(.and, .w64, .r9, .immediate(Int32(count - 1))), .alu(.lsh, .w64, .r9, 2),
                .alu(.add, .w64, .r8, .register(.r9)),
                .store(.word, Address(.r8), 0),
            ]
        } else {
            code.emit(.store(.word, Address(.r8, ProbeContext.level), .register(.r9)))
        }
    }

    /// In a tail-called program: sets r7 to the context its stub took, or ERROR's behind it, and r9 to its number.
    /// r6 is the native context; goes to `missing` when no firing is under way.
    func find(into code: inout Code, forError: Bool, missing: Label) {
        if carrier.isPreemptible {
            findSlot(into: &code, missing: missing)
        } else {
            lookUpFirst(into: &code, missing: missing)
            code += [
                .load(.word, .r9, Address(.r0, ProbeContext.level)),
                .add(.r9, -1),
                .jump(.greater, .r9, .immediate(Int32(count - 1)), missing),
                .mov(.r7, .r0),
            ]
        }
        if carrier.isPreemptible || forError {
            contextAfterNumber(into: &code, forError: forError, missing: missing)
            code.emit(.mov(.r7, .r0))
        } else {
            let found = code.label()
            code.emit(.jump(.equal, .r9, 0, found))
            lookUpContext(.r9, into: &code, missing: missing)
            code += [.mov(.r7, .r0), .bind(found)]
        }
    }

    private func findSlot(into code: inout Code, missing: Label) {
        let found = code.label()
        code += [.call(.getCurrentPidTgid), .alu(.mov, .w32, .r8, .register(.r0))]
        code.lookUp(ContextMaps.owners, key: 0, missing: missing)
        for slot in 0..<count {
            code += [
                .mov(.r9, Int32(slot)),
                .load(.word, .r1, Address(.r0, Int16(slot * 4))),
                .jump(.equal, .w32, .r1, .register(.r8), found),
            ]
        }
        code += [.go(missing), .bind(found)]
    }

    /// `r0 =` the context with number r9, or ERROR's behind it.
    func contextAfterNumber(into code: inout Code, forError: Bool, missing: Label) {
        code.emit(.mov(.r1, .r9))
        if forError { code.emit(.add(.r1, Int32(count))) }
        lookUpContext(.r1, into: &code, missing: missing)
    }

    /// `r0 =` the context with the number in a register; r1-r5 are lost.
    private func lookUpContext(_ number: Register, into code: inout Code, missing: Label) {
        guard isWide else { return code.lookUp(map, key: number, missing: missing) }
        let saved = Address(.fp, -4)
        code += [
            .store(.word, saved, .register(number)),
            .call(.getSmpProcessorId),
            .alu(.mul, .w64, .r0, .immediate(Int32(2 * count))),
            .load(.word, .r1, saved), .alu(.add, .w64, .r1, .register(.r0)),
        ]
        code.lookUp(map, key: .r1, missing: missing)
    }

    /// `r0 =` the first context.
    private func lookUpFirst(into code: inout Code, missing: Label) {
        guard isWide else { return code.lookUp(map, key: 0, missing: missing) }
        code.emit(.mov(.r1, 0))
        lookUpContext(.r1, into: &code, missing: missing)
    }
}
