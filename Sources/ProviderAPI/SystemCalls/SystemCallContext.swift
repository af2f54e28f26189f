import BPF
public import SystemInfo

/// What the raw tracepoints `sys_enter(struct pt_regs *regs, long id)` and `sys_exit(struct pt_regs *regs, long ret)` offer.
///
/// Every provider that observes single system calls makes its sites here, so that one program at each of the two serves
/// them all.
public struct SystemCallContext: Hashable, Sendable {
    /// Offsets in the kernel's `struct pt_regs`: of the call's six arguments at its entry, and of its number.
    private var argumentOffsets: [Int]
    private var numberOffset: Int
    private var numberWidth: Width
    /// The offset of the register in which a call leaves its return address; nil where none does.
    private var returnAddressCopy: Int?

    private init(arguments: [Int], number: Int, numberWidth: Width, returnAddressCopy: Int? = nil) {
        argumentOffsets = arguments
        self.returnAddressCopy = returnAddressCopy
        numberOffset = number
        self.numberWidth = numberWidth
    }

    /// x86-64: di, si, dx, r10, r8, r9, orig_ax, and cx.
    private static let amd64 = SystemCallContext(
        arguments: [112, 104, 96, 56, 72, 64], number: 120, numberWidth: .double,
        returnAddressCopy: 88)
    /// arm64: x0 to x5 and syscallno, a 32-bit number behind orig_x0.
    private static let arm64 = SystemCallContext(arguments: [0, 8, 16, 24, 32, 40], number: 280, numberWidth: .word)

    /// The architecture this program was built for.
    public static var native: SystemCallContext {
        #if arch(arm64)
            .arm64
        #else
            .amd64
        #endif
    }

    /// The call's arguments, at its entry; each a register as the program left it.
    public var arguments: [ArgumentSource] { argumentOffsets.map { saved($0, width: .double) } }

    /// The call's result, at its return; a failure is a negative error number.
    public var result: ArgumentSource { .slot(index: 1) }

    /// The place where the call with a number is entered or returns.
    ///
    /// Calls in 32-bit mode, which have numbers of their own, are left out where the kernel tells them. `layout` says what
    /// becomes of the arguments; its carrier and its conditions are set here.
    public func site(number: Int, isReturn: Bool, layout: ContextLayout, on system: HostSystem) -> ProbeSite {
        var layout = layout
        layout.carrier = .rawTracepoint
        layout.filters = Self.compatibilityFilter(on: system).map { [$0] } ?? []
        if system.features.has(.readOnlyCast), let type = system.kernelStructure("pt_regs") {
            layout.entryRegisters = EntryRegisters(slot: 0, type: type.rawValue)
            layout.shortcut = nativeShortcut
        }
        return ProbeSite(
            context: layout, attachPoint: .rawTracepoint(name: isReturn ? "sys_exit" : "sys_enter"),
            dispatch: Dispatch(selector: self.number(isReturn: isReturn), key: number))
    }

    /// The number of the call: at its exit it is still in the saved registers. Signal handlers that return leave -1 there,
    /// so `rt_sigreturn` has no return probe.
    public func number(isReturn: Bool) -> ArgumentSource {
        isReturn ? saved(numberOffset, width: numberWidth) : .slot(index: 1)
    }

    private func saved(_ offset: Int, width: Width) -> ArgumentSource {
        .entryRegister(offset: offset, width: width, signed: true)
    }

    /// On x86-64 the instruction `syscall` leaves the address behind it in rcx, as no other way into the kernel does: such a
    /// call is one in 64-bit mode.
    private var nativeShortcut: ContextFilter? {
        guard let counter = returnAddressCopy else { return nil }
        let saved = saved(SavedRegisters.native.programCounter, width: .double)
        return .equals(.sum(base: saved, index: self.saved(counter, width: .double), scale: -1, displacement: 0), 0)
    }

    /// 32-bit calls (`int 0x80`, 32-bit programs) have numbers of their own: on x86-64 the kernel sets TS_COMPAT in
    /// `thread_info.status` for their time, on arm64 TIF_32BIT in `thread_info.flags`.
    private static func compatibilityFilter(on system: HostSystem) -> ContextFilter? {
        #if arch(arm64)
            let (member, width, mask) = ("flags", Width.double, Int32(1 << 22))
        #else
            let (member, width, mask) = ("status", Width.word, Int32(2))
        #endif
        guard let information = system.kernelOffset(of: "thread_info", in: "task_struct"),
            let offset = system.kernelOffset(of: member, in: "thread_info")
        else { return nil }
        return .noBits(.taskField(offset: information + offset, width: width, signed: false), mask: mask)
    }
}
