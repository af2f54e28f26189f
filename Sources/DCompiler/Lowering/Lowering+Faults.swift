import BPF
import DLanguage
import ProviderAPI

// Run-time faults: noted in the probe context, where the stub finds them.
extension ClauseLowering {
    /// Ends the clause with a fault unless the comparison (of unsigned numbers) holds.
    ///
    /// - Parameter value: What ERROR gets as arg5: 0 for kinds about which there is nothing to say (DTrace guide, chapter
    ///   dtrace Provider, section ERROR Probe).
    mutating func check(
        _ left: Value, _ condition: Condition, _ right: Value, else kind: FaultKind, value: Value = .constant(0)
    ) {
        let passed = function.label()
        let site = function.site()
        let register = register(left)
        let operand = operand(right)
        emit(.site(site))
        emit(.jump(condition, register, operand, passed))
        fault(kind, value: value, site: site)
        function.bind(passed)
    }

    private mutating func fault(_ kind: FaultKind, value: Value, site: FaultSite) {
        let context = IRAddress(.probeContext)
        let operand = operand(value)
        let enabling = self.operand(enablingID())
        emit(.store(.double, context.advanced(by: Int(ProbeContext.faultEnabling)), enabling))
        emit(.store(.word, context.advanced(by: Int(ProbeContext.faultAction)), .immediate(Int32(action))))
        emit(.store(.double, context.advanced(by: Int(ProbeContext.faultValue)), operand))
        emit(.store(.word, context.advanced(by: Int(ProbeContext.fault)), .immediate(Int32(kind.rawValue))))
        emit(.store(.word, context.advanced(by: Int(ProbeContext.faultClause)), .immediate(Int32(clauseID))))
        emit(.storeSite(context.advanced(by: Int(ProbeContext.faultOffset)), site))
        if let openRecord {
            emit(.go(openRecord.discard))
            self.openRecord?.isDiscardUsed = true
        } else {
            emit(.leave)
        }
    }

    /// Counts something dropped on this CPU; atomic, as a nested firing may count as well.
    mutating func countDrop(_ kind: DropKind) {
        let counter = function.register(.tracked)
        let none = function.label()
        let key = readBuffer()
        emit(.store(.word, key, .immediate(0)))
        emit(.call(.mapLookupElem, [.map(RuntimeMap.drops), .address(key)], result: counter))
        emit(.jump(.equal, counter, .immediate(0), none))
        let one = register(.constant(1))
        emit(.atomic(.add, IRAddress(.register(counter), kind.rawValue * 8), one))
        function.bind(none)
    }
}
