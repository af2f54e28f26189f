import BPF
import DLanguage
import ProviderAPI

// Memory that `alloca` and `copyin` hand out for the rest of the firing: the clauses that follow see it as well.
//
// It lies at the same place of the probe context for all clauses, with the scratch size for each of them, and once more,
// so that any start inside and any length up to that size stay inside: the verifier knows no more of the two than their
// own bounds.
extension ClauseLowering {
    /// The most that one call is given.
    var arenaSize: Int { context.variables.scratchSize }
    /// What all clauses of a firing have together.
    var arenaCapacity: Int { context.variables.arenaCapacity }
    var arenaBytes: Int { usesArena ? arenaCapacity + arenaSize : 0 }
    static let arena = IRAddress(.arena)
    /// Where the bytes that are handed out are counted, from 0 in every firing.
    var arenaTop: IRAddress { IRAddress(.probeContext, context.variables.arenaTop) }

    /// Where there are more clauses than room, one that finds less than its own size left begins anew.
    mutating func prependArena() {
        guard usesArena, context.variables.arenaIsShared else { return }
        let top = function.register()
        let fits = function.label()
        function.prepend([
            .load(.double, top, arenaTop),
            .jump(.lessOrEqual, top, .immediate(Int32(clamping: arenaCapacity - arenaSize)), fits),
            .store(.double, arenaTop, .immediate(0)), .bind(fits),
        ])
    }

    /// Takes memory; the result is its offset. No room is a fault.
    private mutating func allocate(_ size: Value) -> VirtualRegister {
        usesArena = true
        check(size, .lessOrEqual, .constant(Int64(arenaSize)), else: .noScratch)
        let start = function.register()
        emit(.load(.double, start, arenaTop))
        let end = copy(.register(start))
        alu(.add, end, size)
        alu(.add, end, .constant(7))
        alu(.and, end, .constant(-8))
        check(.register(end), .lessOrEqual, .constant(Int64(arenaCapacity)), else: .noScratch)
        emit(.store(.double, arenaTop, .register(end)))
        return start
    }

    mutating func alloca(_ size: TypedExpression) throws(CompileError) -> Value {
        let start = allocate(try lower(size))
        return binary(.add, number(Self.arena), .register(start), .address)
    }

    /// `copyin(address, size)`: user memory copied to memory of the clause.
    mutating func copyin(_ address: TypedExpression, _ size: TypedExpression) throws(CompileError) -> Value {
        let source = try lower(address)
        let length = try lower(size)
        let start = allocate(length)
        copyToArena(.register(start), length, from: source, .probeReadUser)
        return binary(.add, number(Self.arena), .register(start), .address)
    }

    /// `copyinto(address, size, target)` and `bcopy(source, target, size)`.
    mutating func copy(
        _ source: TypedExpression, to target: TypedExpression, _ size: TypedExpression, _ helper: Helper
    ) throws(CompileError) {
        let address = try lower(source)
        let destination = try lower(target)
        let length = try lower(size)
        let start = arenaOffset(of: destination, length: length)
        copyToArena(.register(start), length, from: address, helper)
    }

    /// The offset of so many bytes that were handed out; an address of anything else is a fault.
    private mutating func arenaOffset(of address: Value, length: Value) -> VirtualRegister {
        usesArena = true
        let start = copy(address)
        alu(.sub, start, number(Self.arena))
        check(.register(start), .lessOrEqual, .constant(Int64(arenaCapacity)), else: .badAddress, value: address)
        check(length, .lessOrEqual, .constant(Int64(arenaSize)), else: .badSize, value: length)
        checkHandedOut(binary(.add, .register(start), length, .address), of: address)
        return start
    }

    /// Both numbers are known to be in bounds; they are cut to them once more, in registers the verifier looks at.
    private mutating func copyToArena(_ start: Value, _ length: Value, from source: Value, _ helper: Helper) {
        let address = register(source)
        let target = pointer(into: Self.arena, at: start, below: arenaCapacity + 1)
        let size = bounded(length, to: arenaSize)
        let result = callHelper(helper, [.register(target), .register(size), .register(address)])
        check(.register(result), .equal, .constant(0), else: .badAddress, value: source)
    }

    /// A pointer to good memory; an offset that is not below `limit` cannot occur and becomes 0.
    mutating func pointer(into memory: IRAddress, at offset: Value, below limit: Int) -> VirtualRegister {
        let index = bounded(offset, to: limit - 1)
        let pointer = function.register(.pinned)
        emit(.address(pointer, memory))
        alu(.add, pointer, .register(index))
        return pointer
    }

    /// The number in a register that the verifier knows to be at most `limit`; one above cannot occur and becomes 0.
    mutating func bounded(_ value: Value, to limit: Int) -> VirtualRegister {
        let result = copy(value, .pinned)
        let fits = function.label()
        emit(.jump(.lessOrEqual, result, .immediate(Int32(limit)), fits))
        emit(.constant(result, 0))
        function.bind(fits)
        return result
    }

    /// `copyout(buffer, address, size)`: memory of the clause copied to the process.
    mutating func copyout(_ buffer: TypedExpression, _ address: TypedExpression, _ size: TypedExpression)
        throws(CompileError)
    {
        let source = try lower(buffer)
        let target = try lower(address)
        let length = try lower(size)
        let start = arenaOffset(of: source, length: length)
        let memory = pointer(into: Self.arena, at: .register(start), below: arenaCapacity + 1)
        writeUser(target, memory, bounded(length, to: arenaSize))
    }

    /// `copyoutstr(string, address, size)`.
    mutating func copyoutString(_ text: TypedExpression, _ address: TypedExpression, _ size: TypedExpression)
        throws(CompileError)
    {
        let source = try materialize(string(text))
        let target = try lower(address)
        let limit = try lower(size)
        let buffer = scratch(stringSize)
        let length = copyString(from: source, to: buffer, size: stringSize)
        let fits = function.label()
        jump(.lessOrEqual, .register(length), limit, .address, to: fits)
        move(length, limit)
        function.bind(fits)
        let memory = function.register(.pinned)
        let bytes = bounded(.register(length), to: stringSize)
        emit(.address(memory, buffer))
        writeUser(target, memory, bytes)
    }

    /// `bpf_probe_write_user`, which lockdown forbids; the load then says so.
    private mutating func writeUser(_ target: Value, _ memory: VirtualRegister, _ size: VirtualRegister) {
        let done = function.label()
        let address = register(target)
        // Verifiers before Linux 6.8 learn from a comparison by order alone that the size is not 0.
        emit(.jump(.less, size, .immediate(1), done))
        let result = callHelper(
            Helper(rawValue: 36), [.register(address), .register(memory), .register(size)])
        check(.register(result), .equal, .constant(0), else: .badAddress, value: target)
        function.bind(done)
    }
}
