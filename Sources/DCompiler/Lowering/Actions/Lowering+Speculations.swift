import BPF
import DLanguage
import ProviderAPI

// Speculations: each has a word that says what it is doing, at its number less one in an array.
extension ClauseLowering {
    /// The states of all speculations; the runtime frees those it has printed or forgotten.
    static func speculationMap(count: Int) -> MapSpec {
        MapSpec(
            RuntimeMap.speculations, .array, keySize: 4, valueSize: 8,
            maxEntries: min(max(1, count), speculationLimit))
    }

    /// The most speculations the verifier can follow the search for a free one through.
    static let speculationLimit = 8192

    /// `speculation()`: the number of a speculation that was free; 0, counted, when there is none.
    mutating func speculation() -> Value {
        usesSpeculations = true
        let result = ScratchCell(&self, .constant(0))
        let isBusy = ScratchCell(&self, .constant(0))
        let count = min(max(1, context.options.speculationCount), Self.speculationLimit)
        let end = function.label()
        loop(count) { me, index, _ in
            let next = me.function.label()
            let key = me.readBuffer()
            me.emit(.store(.double, key, .register(index)))
            let state = me.lookup(RuntimeMap.speculations, key)
            me.emit(.jump(.equal, state, .immediate(0), next))
            let before = me.exchange(state, .free, .active)
            let number = me.copy(.register(index))
            me.alu(.add, number, .constant(1))
            result.store(&me, .register(number))
            me.emit(.jump(.equal, before, .immediate(Int32(SpeculationState.free.rawValue)), end))
            result.store(&me, .constant(0))
            me.emit(.jump(.notEqual, before, .immediate(Int32(SpeculationState.closing.rawValue)), next))
            isBusy.store(&me, .constant(1))
            me.function.bind(next)
        }
        countFailure(isBusy)
        function.bind(end)
        return result.load(&self)
    }

    private mutating func countFailure(_ isBusy: ScratchCell) {
        let (none, end) = (function.label(), function.label())
        jump(.equal, isBusy.load(&self), .constant(0), .address, to: none)
        countDrop(.speculationBusy)
        emit(.go(end))
        function.bind(none)
        countDrop(.speculationUnavailable)
        function.bind(end)
    }

    /// Replaces the number in a record by 0 unless it is that of an active speculation.
    mutating func keepIfActive(_ place: IRAddress) {
        let (end, inactive) = (function.label(), function.label())
        let state = speculationState(of: place)
        emit(.jump(.equal, state, .immediate(0), inactive))
        let now = load(IRAddress(.register(state)), .address)
        jump(.equal, now, .constant(SpeculationState.active.rawValue), .address, to: end)
        function.bind(inactive)
        emit(.store(.word, place, .immediate(0)))
        function.bind(end)
    }

    /// Ends the speculation: the reader carries out what was asked and frees it. A number in the record that is not
    /// that of an active speculation becomes 0.
    mutating func close(_ place: IRAddress) {
        let (end, inactive) = (function.label(), function.label())
        let state = speculationState(of: place)
        emit(.jump(.equal, state, .immediate(0), inactive))
        let before = exchange(state, .active, .closing)
        emit(.jump(.equal, before, .immediate(Int32(SpeculationState.active.rawValue)), end))
        function.bind(inactive)
        emit(.store(.word, place, .immediate(0)))
        function.bind(end)
    }

    /// A pointer to the state of the speculation whose number lies at `place`; null for numbers of none.
    private mutating func speculationState(of place: IRAddress) -> VirtualRegister {
        usesSpeculations = true
        let number = copy(load(place, ScalarType(bytes: 4, isSigned: false)))
        alu(.sub, number, .constant(1))
        let key = readBuffer()
        emit(.store(.double, key, .register(number)))
        return lookup(RuntimeMap.speculations, key)
    }

    /// The state before; it is changed when it was the expected one.
    private mutating func exchange(
        _ state: VirtualRegister, _ expected: SpeculationState, _ replacement: SpeculationState
    ) -> VirtualRegister {
        let before = copy(.constant(expected.rawValue), .pinned)
        let after = copy(.constant(replacement.rawValue), .pinned)
        emit(.compareExchange(IRAddress(.register(state)), expected: before, replacement: after))
        return before
    }
}
