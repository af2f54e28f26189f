import BPF
import DLanguage

/// A number in scratch memory, for values that change in loops: the verifier knows nothing of what lies there, so it
/// need not follow every way to come by it.
struct ScratchCell {
    private let address: IRAddress

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
        let loop = ByteLoop(index: function.register(.pinned), exit: function.label())
        let head = function.label()
        emit(.constant(loop.index, 0))
        function.bind(head)
        let pointer = function.register(.pinned)
        let byte = function.register()
        emit(.address(pointer, memory))
        alu(.add, pointer, .register(loop.index))
        emit(.load(.byte, byte, IRAddress(.register(pointer))))
        emit(.jump(.equal, byte, .immediate(0), loop.exit))
        try body(&self, loop, byte)
        alu(.add, loop.index, .constant(1))
        emit(.jump(.less, loop.index, .immediate(Int32(stringSize)), head))
        function.bind(loop.exit)
    }
}
