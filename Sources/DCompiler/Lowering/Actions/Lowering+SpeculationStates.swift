import BPF
import DLanguage
import ProviderAPI

// Speculations: what records and their ends do to the words of `SpeculationState`.
//
// Words are changed by exchanges that fail when another CPU was faster. The only change that may come between a look and an
// exchange, and leaves the speculation active, is that another CPU has recorded something: it happens once.
extension ClauseLowering {
    /// Makes the number in a record the tag of its speculation; 0 unless that is active.
    mutating func keepIfActive(_ place: IRAddress) {
        let (end, inactive, tagged) = (function.label(), function.label(), function.label())
        let holder = ownHolder()
        let state = speculationState(of: number(at: place))
        emit(.jump(.equal, state, .immediate(0), inactive))
        let now = copy(load(IRAddress(.register(state)), .address))
        emit(.jump(.notEqual, doing(now), .immediate(Int32(SpeculationState.active.rawValue)), inactive))
        let (shared, change) = (function.label(), function.label())
        let others = self.holder(now)
        emit(.jump(.equal, others, .register(holder), tagged))
        let marked = copy(.register(now), .pinned)
        emit(.jump(.notEqual, others, .immediate(0), shared))
        let own = copy(.register(holder))
        alu(.lsh, own, .constant(SpeculationState.holderShift))
        alu(.or, marked, .register(own))
        emit(.go(change))
        function.bind(shared)
        alu(.or, marked, .constant(SpeculationState.sharedBit))
        function.bind(change)
        let before = exchange(state, now, marked)
        emit(.jump(.equal, before, .register(now), tagged))
        let again = copy(.register(before), .pinned)
        alu(.or, again, .constant(SpeculationState.sharedBit))
        _ = exchange(state, before, again)
        function.bind(tagged)
        store(tag(now, of: place), to: place)
        emit(.go(end))
        function.bind(inactive)
        emit(.store(.word, place, .immediate(0)))
        function.bind(end)
    }

    /// Ends the speculation, and makes the number in the record its tag; 0 unless it was active. When all its records are
    /// in this CPU's ring, before this one, the number is free at once; else the reader frees it.
    mutating func close(_ place: IRAddress) {
        let (end, inactive) = (function.label(), function.label())
        let holder = ownHolder()
        let state = speculationState(of: number(at: place))
        emit(.jump(.equal, state, .immediate(0), inactive))
        let now = copy(load(IRAddress(.register(state)), .address))
        emit(.jump(.notEqual, doing(now), .immediate(Int32(SpeculationState.active.rawValue)), inactive))
        let tag = tag(now, of: place)
        let closed = copy(.register(now), .pinned)
        alu(.and, closed, .constant(~SpeculationState.doingMask))
        let (awaited, attempt) = (function.label(), function.label())
        let isShared = copy(.register(now))
        alu(.and, isShared, .constant(SpeculationState.sharedBit))
        emit(.jump(.notEqual, isShared, .immediate(0), awaited))
        let others = self.holder(now)
        emit(.jump(.equal, others, .immediate(0), attempt))
        emit(.jump(.equal, others, .register(holder), attempt))
        function.bind(awaited)
        awaitReader(closed, tag)
        function.bind(attempt)
        let before = exchange(state, now, closed)
        let done = function.label()
        emit(.jump(.equal, before, .register(now), done))
        emit(.jump(.notEqual, doing(before), .immediate(Int32(SpeculationState.active.rawValue)), inactive))
        let again = copy(.register(before), .pinned)
        alu(.and, again, .constant(~SpeculationState.doingMask))
        awaitReader(again, tag)
        let last = exchange(state, before, again)
        emit(.jump(.notEqual, last, .register(before), inactive))
        function.bind(done)
        store(tag, to: place)
        emit(.go(end))
        function.bind(inactive)
        emit(.store(.word, place, .immediate(0)))
        function.bind(end)
    }

    /// Frees a speculation whose end found no room in the ring: what it has recorded is lost, and its number is not.
    mutating func free(_ number: Value) {
        let end = function.label()
        let state = speculationState(of: number)
        emit(.jump(.equal, state, .immediate(0), end))
        let now = copy(load(IRAddress(.register(state)), .address))
        emit(.jump(.notEqual, doing(now), .immediate(Int32(SpeculationState.active.rawValue)), end))
        let freed = copy(.register(now), .pinned)
        alu(.and, freed, .constant(~SpeculationState.doingMask))
        _ = exchange(state, now, freed)
        function.bind(end)
    }

    /// The reader is to free the speculation: it may have records in rings that are read later.
    private mutating func awaitReader(_ word: VirtualRegister, _ tag: VirtualRegister) {
        alu(.or, word, .constant(SpeculationState.closing.rawValue))
        alu(.or, tag, .constant(SpeculationTag.awaitedBit))
    }

    private mutating func number(at place: IRAddress) -> Value {
        load(place, ScalarType(bytes: 4, isSigned: false))
    }

    private mutating func store(_ tag: VirtualRegister, to place: IRAddress) {
        emit(.store(.word, place, .register(tag)))
    }

    /// A pointer to the state of the speculation with a number; null for numbers of none.
    private mutating func speculationState(of number: Value) -> VirtualRegister {
        usesSpeculations = true
        let index = copy(number)
        alu(.sub, index, .constant(1))
        let key = readBuffer()
        emit(.store(.double, key, .register(index)))
        return lookup(RuntimeMap.speculations, key)
    }

    /// What the speculation is doing.
    mutating func doing(_ word: VirtualRegister) -> VirtualRegister {
        let result = copy(.register(word))
        alu(.and, result, .constant(SpeculationState.doingMask))
        return result
    }

    /// The word of the next speculation with the same number, which nobody has recorded to.
    mutating func successor(of word: VirtualRegister) -> VirtualRegister {
        let result = copy(.register(word), .pinned)
        alu(.rsh, result, .constant(SpeculationState.generationShift))
        alu(.add, result, .constant(1))
        alu(.lsh, result, .constant(SpeculationState.generationShift))
        alu(.or, result, .constant(SpeculationState.active.rawValue))
        return result
    }

    /// How this CPU is named as the holder of a speculation; never 0.
    private mutating func ownHolder() -> VirtualRegister {
        let result = callHelper(.getSmpProcessorId)
        alu(.add, result, .constant(1))
        return result
    }

    /// The first CPU that recorded something; 0 for none.
    private mutating func holder(_ word: VirtualRegister) -> VirtualRegister {
        let result = copy(.register(word))
        alu(.lsh, result, .constant(64 - SpeculationState.generationShift))
        alu(.rsh, result, .constant(64 - SpeculationState.generationShift + SpeculationState.holderShift))
        return result
    }

    /// The tag of records: the generation of the word, and the number that lies at `place`.
    private mutating func tag(_ word: VirtualRegister, of place: IRAddress) -> VirtualRegister {
        let result = copy(.register(word))
        alu(.rsh, result, .constant(SpeculationState.generationShift))
        alu(.and, result, .constant(SpeculationTag.generationMask))
        alu(.lsh, result, .constant(SpeculationTag.generationShift))
        alu(.or, result, number(at: place))
        return result
    }

    /// The word before; it is changed when it was the expected one.
    mutating func exchange(
        _ state: VirtualRegister, _ expected: VirtualRegister, _ replacement: VirtualRegister
    ) -> VirtualRegister {
        let before = copy(.register(expected), .pinned)
        emit(.compareExchange(IRAddress(.register(state)), expected: before, replacement: replacement))
        return copy(.register(before))
    }
}
