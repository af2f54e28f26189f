import BPF
import DLanguage

// basename() and dirname(): where the last component of a path begins and ends.
extension ClauseLowering {
    /// The components of a path: trailing slashes do not count.
    private struct PathCells {
        /// The last component begins and ends here.
        let start: ScratchCell
        let end: ScratchCell
        /// The component before it ends here; 0 when there is none.
        let parentEnd: ScratchCell
        /// 1 after a slash and at the start.
        let afterSlash: ScratchCell
    }

    mutating func pathPart(_ arguments: [TypedExpression], _ subroutine: Subroutine) throws(CompileError)
        -> StringValue
    {
        let source = try measure(string(argument(arguments, 0, subroutine)))
        let cells = PathCells(
            start: ScratchCell(&self, .constant(0)), end: ScratchCell(&self, .constant(0)),
            parentEnd: ScratchCell(&self, .constant(0)), afterSlash: ScratchCell(&self, .constant(1)))
        try findComponents(source, cells)
        let start = subroutine == .basename ? copy(cells.start.load(&self)) : copy(.constant(0))
        let end = copy((subroutine == .basename ? cells.end : cells.parentEnd).load(&self))
        return sliceOrDefault(source, start, end)
    }

    private mutating func findComponents(_ source: MeasuredString, _ cells: PathCells) throws(CompileError) {
        try forEachByte(of: source.memory) { me, loop, byte in
            let slash = me.function.label()
            let inside = me.function.label()
            let next = me.function.label()
            me.emit(.jump(.equal, byte, .immediate(Int32(UInt8(ascii: "/"))), slash))
            let begins = me.register(cells.afterSlash.load(&me))
            me.emit(.jump(.equal, begins, .immediate(0), inside))
            cells.parentEnd.store(&me, cells.end.load(&me))
            cells.start.store(&me, .register(loop.index))
            cells.afterSlash.store(&me, .constant(0))
            me.function.bind(inside)
            let behind = me.copy(.register(loop.index))
            me.alu(.add, behind, .constant(1))
            cells.end.store(&me, .register(behind))
            me.emit(.go(next))
            me.function.bind(slash)
            cells.afterSlash.store(&me, .constant(1))
            me.function.bind(next)
        }
    }

    /// The part of the path; when there is none, `/` for a path that begins with it, else `.`.
    private mutating func sliceOrDefault(_ source: MeasuredString, _ start: VirtualRegister, _ end: VirtualRegister)
        -> StringValue
    {
        let present = function.label()
        let dot = function.label()
        let first = load(source.memory, ScalarType(bytes: 1, isSigned: false))
        emit(.jump(.notEqual, end, .immediate(0), present))
        emit(.constant(start, 0))
        emit(.constant(end, 1))
        jump(.notEqual, first, .constant(Int64(UInt8(ascii: "/"))), .address, to: dot)
        emit(.go(present))
        function.bind(dot)
        emit(.store(.half, source.memory, .immediate(Int32(UInt8(ascii: ".")))))
        function.bind(present)
        let count = copy(.register(end))
        alu(.sub, count, .register(start))
        return slice(source.memory, from: .register(start), count: .register(count))
    }
}
