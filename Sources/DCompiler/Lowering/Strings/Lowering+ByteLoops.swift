import BPF
import DLanguage

/// A number in scratch memory, for values that change in loops: the verifier knows nothing of what lies there, so it
/// need not follow every way to come by it.
struct ScratchCell {
    let address: IRAddress

    init(_ lowering: inout ClauseLowering, _ initial: Value) {
        address = lowering.scratch(8)
        store(&lowering, initial)
    }

    func store(_ lowering: inout ClauseLowering, _ value: Value) {
        let operand = lowering.operand(value)
        lowering.emit(.store(.double, address, operand))
    }

    func load(_ lowering: inout ClauseLowering) -> Value { lowering.load(address, .address) }
}

/// A loop over the bytes of a string in memory.
struct ByteLoop {
    /// The place of the current byte.
    let index: VirtualRegister
    /// Leads behind the loop.
    let exit: IRLabel
}

extension ClauseLowering {
    /// Calls `body` to emit what is done for each byte before the zero byte.
    mutating func forEachByte(
        of memory: IRAddress,
        _ body: (inout ClauseLowering, ByteLoop, VirtualRegister) throws(CompileError) -> Void
    ) throws(CompileError) {
        try loop(stringSize) { (me, index, exit) throws(CompileError) in
            let pointer = me.function.register(.pinned)
            let byte = me.function.register()
            me.emit(.address(pointer, memory))
            me.alu(.add, pointer, .register(index))
            me.emit(.load(.byte, byte, IRAddress(.register(pointer))))
            me.emit(.jump(.equal, byte, .immediate(0), exit))
            try body(&me, ByteLoop(index: index, exit: exit), byte)
        }
    }
}
