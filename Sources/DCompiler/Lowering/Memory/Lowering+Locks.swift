import BPF
import DLanguage
import ProviderAPI

// Kernel locks: who holds them.
extension ClauseLowering {
    /// The low bits of `struct mutex`'s owner are flags (`MUTEX_FLAGS`).
    private static let ownerFlags: Int64 = 7
    /// The writer's byte of `struct qrwlock` (`_QW_LOCKED`), and where its count of readers begins (`_QR_SHIFT`).
    private static let lockedByte: Int64 = 0xff
    private static let readerShift: Int64 = 9
    /// The same of `struct rw_semaphore` (`RWSEM_WRITER_LOCKED`, `RWSEM_READER_SHIFT`).
    private static let semaphoreWriter: Int64 = 1
    private static let semaphoreReaderShift: Int64 = 8

    mutating func lockState(_ subroutine: Subroutine, _ lock: TypedExpression) throws(CompileError) -> Value {
        let address = try lower(lock)
        switch subroutine {
        case .mutex_type_adaptive: return .constant(1)
        case .mutex_type_spin: return .constant(0)
        case .mutex_owner, .mutex_owned:
            let word = kernelWord(advanced(address, by: try offset(of: .mutexOwner, for: subroutine)), bytes: 8)
            let owner = binary(.and, word, .constant(~Self.ownerFlags), .address)
            guard subroutine == .mutex_owned else { return owner }
            return binary(.equal, owner, .register(callHelper(.getCurrentTask)), .address)
        default:
            return isSemaphore(lock) ? try semaphore(subroutine, address) : try readWriteLock(subroutine, address)
        }
    }

    private func isSemaphore(_ lock: TypedExpression) -> Bool {
        guard case .pointer(let target, _) = lock.type.resolved, case .aggregate(let id) = target.resolved else {
            return false
        }
        return layout.types[id].name == "rw_semaphore"
    }

    private mutating func readWriteLock(_ subroutine: Subroutine, _ address: Value) throws(CompileError) -> Value {
        let count = kernelWord(advanced(address, by: try offset(of: .lockCount, for: subroutine)), bytes: 4)
        if subroutine == .rw_read_held {
            let readers = binary(.shiftRight, count, .constant(Self.readerShift), .address)
            return binary(.notEqual, readers, .constant(0), .address)
        }
        return binary(
            .notEqual, binary(.and, count, .constant(Self.lockedByte), .address), .constant(0), .address)
    }

    private mutating func semaphore(_ subroutine: Subroutine, _ address: Value) throws(CompileError) -> Value {
        let count = kernelWord(advanced(address, by: try offset(of: .semaphoreCount, for: subroutine)), bytes: 8)
        if subroutine == .rw_read_held {
            let readers = binary(.shiftRight, count, .constant(Self.semaphoreReaderShift), .address)
            return binary(.notEqual, readers, .constant(0), .address)
        }
        let isWritten = binary(.and, count, .constant(Self.semaphoreWriter), .address)
        guard subroutine == .rw_iswriter else { return isWritten }
        let owner = kernelWord(advanced(address, by: try offset(of: .semaphoreOwner, for: subroutine)), bytes: 8)
        let task = binary(.and, owner, .constant(~Self.ownerFlags), .address)
        let isOurs = binary(.equal, task, .register(callHelper(.getCurrentTask)), .address)
        return binary(.and, isWritten, isOurs, .address)
    }

    /// A word of kernel memory, extended with zeros; a bad address is a fault.
    mutating func kernelWord(_ address: Value, bytes: Int) -> Value {
        let buffer = readBuffer()
        probeRead(buffer, bytes, address, .kernel)
        return load(buffer, ScalarType(bytes: bytes, isSigned: false))
    }

    func offset(of member: KernelMember, for subroutine: Subroutine) throws(CompileError) -> Int {
        try offset(of: member, for: subroutine.rawValue)
    }

    func offset(of member: KernelMember, for name: String) throws(CompileError) -> Int {
        guard let offset = context.options.memberOffset?(member) else {
            throw failure(
                "\(name)() needs \(member.rawValue), which the running kernel's BTF does not describe.")
        }
        return offset
    }
}
