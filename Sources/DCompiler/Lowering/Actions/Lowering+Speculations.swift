import BPF
import DLanguage
import ProviderAPI

// Speculations: handing out numbers. Each has a word that says what it is doing, at its number less one in an array.
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
            let now = me.copy(me.load(IRAddress(.register(state)), .address))
            let closing = me.function.label()
            let doing = me.doing(now)
            me.emit(.jump(.notEqual, doing, .immediate(Int32(SpeculationState.free.rawValue)), closing))
            let before = me.exchange(state, now, me.successor(of: now))
            let number = me.copy(.register(index))
            me.alu(.add, number, .constant(1))
            result.store(&me, .register(number))
            me.emit(.jump(.equal, before, .register(now), end))
            result.store(&me, .constant(0))
            me.emit(.go(next))
            me.function.bind(closing)
            me.emit(.jump(.notEqual, doing, .immediate(Int32(SpeculationState.closing.rawValue)), next))
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
}
