import BPF
import DLanguage
import ProviderAPI

// Stacks and symbols.
extension ClauseLowering {
    /// `BPF_F_USER_STACK` of `<linux/bpf.h>`.
    private static let userStackFlag: Int64 = 1 << 8

    /// Stores the process id (0 for kernel stacks) and the program counters; the kernel clears what it leaves over.
    mutating func storeStack(_ type: DType.StackType, at address: IRAddress, size: Int) {
        demand.registers = true
        storeProcess(isUser: type.isUser, at: address)
        if size > 8 { getStack(isUser: type.isUser, at: address.advanced(by: 8), bytes: size - 8, result: nil) }
    }

    mutating func storeSymbol(_ value: Value, isUser: Bool, at address: IRAddress) {
        storeProcess(isUser: isUser, at: address)
        let operand = operand(value)
        emit(.store(.double, address.advanced(by: 8), operand))
    }

    private mutating func storeProcess(isUser: Bool, at address: IRAddress) {
        guard isUser else {
            emit(.store(.double, address, .immediate(0)))
            return
        }
        if let process = namespaceNumber(isProcess: true) {
            let operand = operand(process)
            emit(.store(.double, address, operand))
            return
        }
        let process = callHelper(.getCurrentPidTgid)
        alu(.rsh, process, .constant(32))
        emit(.store(.double, address, .register(process)))
    }

    /// The flags' low byte is the number of frames to leave out: those of our own programs, which the stub knows.
    private mutating func getStack(isUser: Bool, at address: IRAddress, bytes: Int, result: VirtualRegister?) {
        let flags: IRArgument =
            isUser
            ? .immediate(Self.userStackFlag)
            : .register(ownFrames())
        emit(.call(.getStack, [.nativeContext, .address(address), .immediate(Int64(bytes)), flags], result: result))
    }

    private mutating func ownFrames() -> VirtualRegister {
        if let ownFramesRegister { return ownFramesRegister }
        let register = function.register()
        ownFramesRegister = register
        return register
    }

    /// Takes the number of our own frames before anything else can change the register it comes in.
    mutating func prependOwnFrames() {
        if let ownFramesRegister { function.prepend([.ownFrames(ownFramesRegister)]) }
    }

    /// `caller`, `ucaller`: the second frame; 0 when there is none.
    mutating func programCounter(isUser: Bool) -> Value {
        demand.registers = true
        let frames = scratch(16)
        zero(frames, 16)
        getStack(isUser: isUser, at: frames, bytes: 16, result: nil)
        return load(frames.advanced(by: 8), .address)
    }

    /// `stackdepth`, `ustackdepth`: the number of frames the kernel finds, at most 127.
    mutating func stackDepth(isUser: Bool) -> Value {
        demand.registers = true
        let size = 127 * 8
        let frames = scratch(size)
        let bytes = function.register()
        let positive = function.label()
        getStack(isUser: isUser, at: frames, bytes: size, result: bytes)
        emit(.jump(.signedGreaterOrEqual, bytes, .immediate(0), positive))
        emit(.constant(bytes, 0))
        function.bind(positive)
        alu(.rsh, bytes, .constant(3))
        return .register(bytes)
    }
}
