import BPF
import ProviderAPI
import SystemInfo

/// What the raw tracepoints `sys_enter(struct pt_regs *regs, long id)` and `sys_exit(struct pt_regs *regs, long ret)` offer.
struct SystemCallContext: Hashable {
    /// Offsets in the kernel's `struct pt_regs`: of the call's six arguments at its entry, and of its number.
    var arguments: [Int]
    var number: Int
    var numberWidth: Width

    /// x86-64: di, si, dx, r10, r8, r9 and orig_ax.
    static let amd64 = SystemCallContext(arguments: [112, 104, 96, 56, 72, 64], number: 120, numberWidth: .double)
    /// arm64: x0 to x5 and syscallno, a 32-bit number behind orig_x0.
    static let arm64 = SystemCallContext(arguments: [0, 8, 16, 24, 32, 40], number: 280, numberWidth: .word)

    /// The architecture this program was built for.
    static var native: SystemCallContext {
        #if arch(arm64)
            .arm64
        #else
            .amd64
        #endif
    }

    /// The number of the call: at its exit it is still in the saved registers. Signal handlers that return leave -1 there,
    /// so `rt_sigreturn` has no return probe.
    func selector(isReturn: Bool) -> ArgumentSource {
        isReturn ? saved(number, width: numberWidth) : .slot(index: 1)
    }

    /// The context at entries or returns, without calls in 32-bit mode where the kernel tells them.
    func layout(isReturn: Bool, on system: HostSystem) -> ContextLayout {
        let filters = Self.compatibilityFilter(on: system).map { [$0] } ?? []
        let result = ArgumentSource.slot(index: 1)
        if isReturn {
            return ContextLayout(
                carrier: .rawTracepoint, arguments: [result, result], returnValue: result, errorResult: result,
                filters: filters)
        }
        return ContextLayout(
            carrier: .rawTracepoint, arguments: arguments.map { saved($0, width: .double) }, filters: filters)
    }

    private func saved(_ offset: Int, width: Width) -> ArgumentSource {
        .entryRegister(offset: offset, width: width, signed: true)
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
