import BPF
import DLanguage

// cleanpath(): a path without `//`, `/./` and `/../`, by its text alone.
//
// The path is read from its end, so that what `..` takes away is known before it is met.
extension ClauseLowering {
    private struct CleaningCells {
        /// The component that is being read ends here.
        let end: ScratchCell
        /// So many components that were not met yet are taken away.
        let skipped: ScratchCell
        /// Where the result begins in its buffer.
        let start: ScratchCell
        /// 0 until the last component was read.
        let isInner: ScratchCell
    }

    mutating func cleanPath(_ arguments: [TypedExpression]) throws(CompileError) -> StringValue {
        let source = try padded(string(argument(arguments, 0, .cleanpath)))
        // The result grows downwards from the middle; a component is at most a string long.
        let target = scratch(2 * stringRoom + 8)
        emit(.store(.byte, target.advanced(by: stringRoom), .immediate(0)))
        let cells = CleaningCells(
            end: ScratchCell(&self, .register(source.length)), skipped: ScratchCell(&self, .constant(0)),
            start: ScratchCell(&self, .constant(Int64(stringRoom))), isInner: ScratchCell(&self, .constant(0)))
        let place = ScratchCell(&self, .register(source.length))
        forEachPlace { me, _, exit in
            let next = me.function.label()
            me.increment(place, by: -1)
            let here = me.copy(place.load(&me))
            me.emit(.jump(.signedLess, here, .immediate(0), exit))
            let byte = me.byte(of: source, at: .register(here))
            me.jump(.notEqual, byte, .constant(Int64(UInt8(ascii: "/"))), .address, to: next)
            me.takeComponent(at: here, source, target, cells)
            cells.end.store(&me, .register(here))
            cells.isInner.store(&me, .constant(1))
            me.function.bind(next)
        }
        prependFirst(source, target, cells)
        return slice(target, from: cells.start.load(&self), count: .constant(Int64(stringSize)))
    }

    /// A component with the slash before it: left out, or put before the result.
    private mutating func takeComponent(
        at slash: VirtualRegister, _ source: PaddedString, _ target: IRAddress, _ cells: CleaningCells
    ) {
        let (dot, dots, last, keep, done) = (
            function.label(), function.label(), function.label(), function.label(), function.label()
        )
        let length = copy(cells.end.load(&self))
        alu(.sub, length, .register(slash))
        // Bytes behind the slash as one number, as far as they belong to the component.
        let second = byte(of: source, at: binary(.add, .register(slash), .constant(1), .address))
        let third = byte(of: source, at: binary(.add, .register(slash), .constant(2), .address))
        let period = Int64(UInt8(ascii: "."))
        let inner = register(cells.isInner.load(&self))
        emit(.jump(.equal, length, .immediate(1), last))
        jump(.notEqual, second, .constant(period), .address, to: keep)
        emit(.jump(.equal, length, .immediate(2), dot))
        emit(.jump(.notEqual, length, .immediate(3), keep))
        jump(.equal, third, .constant(period), .address, to: dots)
        emit(.go(keep))
        function.bind(dots)
        increment(cells.skipped)
        emit(.constant(length, 1))
        function.bind(last)
        // A slash at the end stays, and is what `..` at the end leaves.
        emit(.jump(.notEqual, inner, .immediate(0), done))
        prepend(source, from: slash, length, to: target, cells)
        emit(.go(done))
        function.bind(dot)
        emit(.jump(.notEqual, inner, .immediate(0), done))
        function.bind(keep)
        let free = function.label()
        jump(.equal, cells.skipped.load(&self), .constant(0), .address, to: free)
        increment(cells.skipped, by: -1)
        emit(.go(done))
        function.bind(free)
        prepend(source, from: slash, length, to: target, cells)
        function.bind(done)
    }

    /// What a path without a slash at its start begins with.
    private mutating func prependFirst(_ source: PaddedString, _ target: IRAddress, _ cells: CleaningCells) {
        let done = function.label()
        let length = copy(cells.end.load(&self))
        emit(.jump(.equal, length, .immediate(0), done))
        jump(.notEqual, cells.skipped.load(&self), .constant(0), .address, to: done)
        let none = copy(.constant(0))
        prepend(source, from: none, length, to: target, cells)
        function.bind(done)
        // Nothing but `..` leaves the root.
        let named = function.label()
        let start = copy(cells.start.load(&self))
        emit(.jump(.less, start, .immediate(Int32(stringRoom)), named))
        let first = byte(of: source, at: .constant(0))
        jump(.notEqual, first, .constant(Int64(UInt8(ascii: "/"))), .address, to: named)
        emit(.store(.byte, target.advanced(by: stringRoom - 1), .immediate(Int32(UInt8(ascii: "/")))))
        cells.start.store(&self, .constant(Int64(stringRoom - 1)))
        function.bind(named)
    }

    private mutating func prepend(
        _ source: PaddedString, from start: VirtualRegister, _ length: VirtualRegister, to target: IRAddress,
        _ cells: CleaningCells
    ) {
        let place = copy(cells.start.load(&self))
        alu(.sub, place, .register(length))
        cells.start.store(&self, .register(place))
        let from = binary(.add, number(source.memory.advanced(by: stringRoom)), .register(start), .address)
        let address = register(from)
        let to = masked(.register(place), in: target)
        let size = bounded(.register(length), to: stringRoom)
        emit(.call(.probeReadKernel, [.register(to), .register(size), .register(address)], result: nil))
    }

    /// A pointer to a place below the string room, which the mask lets the verifier see.
    private mutating func masked(_ place: Value, in memory: IRAddress) -> VirtualRegister {
        let index = copy(place, .pinned)
        alu(.and, index, .constant(Int64(stringRoom - 1)))
        let pointer = function.register(.pinned)
        emit(.address(pointer, memory))
        alu(.add, pointer, .register(index))
        return pointer
    }
}
