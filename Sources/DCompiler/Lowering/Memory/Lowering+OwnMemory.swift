import BPF
import DLanguage
import ProviderAPI

// Stores through pointers: they may lead to the program's own variables and to the arena.
extension ClauseLowering {
    /// The place that an address leads to; a fault when that is no memory of the program.
    mutating func ownAddress(_ address: Value, bytes: Int) -> IRAddress {
        let result = function.register(.tracked)
        let end = function.label()
        leadsInto(IRAddress(.globals), size: context.variables.globalSize, address, bytes, result, end)
        let locals = IRAddress(.probeContext, ProbeContext.headerSize)
        leadsInto(locals, size: context.variables.localVariableSize, address, bytes, result, end)
        emit(.move(result, arenaAddress(address, bytes: bytes)))
        function.bind(end)
        return IRAddress(.register(result))
    }

    /// Leaves the pointer in `result` and jumps when the address leads to `bytes` bytes of this memory.
    private mutating func leadsInto(
        _ memory: IRAddress, size: Int, _ address: Value, _ bytes: Int, _ result: VirtualRegister, _ end: IRLabel
    ) {
        guard size >= bytes else { return }
        let outside = function.label()
        let start = copy(address)
        alu(.sub, start, number(memory))
        jump(.greater, .register(start), .constant(Int64(size - bytes)), .address, to: outside)
        emit(.move(result, pointer(into: memory, at: .register(start), below: size - bytes + 1)))
        emit(.go(end))
        function.bind(outside)
    }

    /// A pointer to the place in the arena that an address leads to; a fault when it leads elsewhere.
    mutating func arenaAddress(_ address: Value, bytes: Int) -> VirtualRegister {
        usesArena = true
        let start = copy(address)
        alu(.sub, start, number(Self.arena))
        let end = copy(.register(start))
        alu(.add, end, .constant(Int64(bytes)))
        // One comparison more, for addresses so far below that the sum begins anew.
        check(.register(start), .lessOrEqual, .constant(Int64(arenaCapacity)), else: .badAddress, value: address)
        checkHandedOut(.register(end), of: address)
        return pointer(into: Self.arena, at: .register(start), below: max(0, arenaCapacity - bytes) + 1)
    }

    /// A fault when what ends at this offset of the arena was not handed out yet.
    mutating func checkHandedOut(_ end: Value, of address: Value) {
        let top = context.variables.arenaTop == 0 ? .constant(0) : load(arenaTop, .address)
        check(end, .lessOrEqual, top, else: .badAddress, value: address)
    }
}
