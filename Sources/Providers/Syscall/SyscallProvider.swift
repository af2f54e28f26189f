public import ProviderAPI
public import SystemInfo

/// Entry and return of system calls: `syscall:vmlinux:<name>:entry` and `:return`.
///
/// `entry`: arg0-arg5 and args[] are the call's arguments; pointers among them are user space's. `return`: arg0 and arg1
/// are the result, as the kernel has it: failures are negative error numbers, and `errno` is their absolute value
/// (DTrace guide, chapter syscall Provider). The names are those of the kernel's functions; a call that programs know by
/// another name (`fstat`, in the kernel `newfstat`) is also found by that when it is written out.
///
/// All probes of a kind are served by one program on the raw tracepoint `sys_enter` or `sys_exit`, so that enabling every
/// one of them takes no longer than enabling one. System calls of 32-bit programs, which have other numbers, are left out.
///
/// Needs CONFIG_HAVE_SYSCALL_TRACEPOINTS, which the supported architectures have; tracefs only for the argument types of
/// calls whose function the kernel's type information lacks.
public struct SyscallProvider: Provider {
    public init() {}

    public var name: String { "syscall" }

    public func availability(on system: HostSystem) -> Availability {
        // Tracefs answers sooner than the kernel's type information, which has to be searched.
        if system.traceEvents?.contains(group: "raw_syscalls", event: "sys_enter") == true { return .available }
        if system.hasRawTracepoint("sys_enter"), system.hasRawTracepoint("sys_exit") { return .available }
        return .unavailable(reason: "the kernel has no tracepoints sys_enter and sys_exit")
    }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        let kinds = SyscallProbe.Kind.allCases.filter { pattern.name.matches($0.rawValue) }
        guard !kinds.isEmpty, pattern.provider.matches(name), pattern.module.matches(KernelSymbol.kernelModule) else {
            return
        }
        let numbers = SystemCallNumbers.native
        for function in try names(matching: pattern.function, numbers: numbers, on: system) {
            guard let number = numbers[function] else { continue }
            for kind in kinds { try body(SyscallProbe(function: function, number: number, kind: kind)) }
        }
    }

    /// The kernel's names of the calls that it has and that match, sorted.
    private func names(
        matching pattern: Glob, numbers: SystemCallNumbers, on system: HostSystem
    ) throws -> [String] {
        guard let events = system.traceEvents, events.contains(group: "syscalls") else {
            return try implementedCalls(on: system).filter {
                pattern.matches($0) || pattern.literal.flatMap(numbers.kernelName) == $0
            }
        }
        if let name = pattern.literal {
            return [name, numbers.kernelName(of: name)].compactMap { $0 }
                .filter { events.contains(group: "syscalls", event: "sys_enter_\($0)") }
        }
        return try events.events(in: "syscalls").compactMap { event in
            guard event.hasPrefix("sys_enter_") else { return nil }
            let name = String(event.dropFirst(10))
            return pattern.matches(name) ? name : nil
        }
    }

    /// Without tracefs: the calls of our table for which the kernel has a function.
    private func implementedCalls(on system: HostSystem) throws -> [String] {
        #if arch(arm64)
            let prefix = "__arm64_sys_"
        #else
            let prefix = "__x64_sys_"
        #endif
        var implemented: Set<String> = []
        try system.kernelSymbols.forEachFunction(
            named: { $0.count > prefix.utf8.count && $0[0] == UInt8(ascii: "_") && $0[1] == UInt8(ascii: "_") },
            inModule: { _ in true },
            { symbol in
                if symbol.name.hasPrefix(prefix) { implemented.insert(String(symbol.name.dropFirst(prefix.count))) }
            })
        return SystemCallNumbers.native.names.filter(implemented.contains)
    }

    public var stability: ProviderStability {
        ProviderStability(
            provider: .init(.evolving, .evolving, .common), module: .init(.private, .private, .unknown),
            function: .init(.private, .private, .isa), name: .init(.evolving, .evolving, .common),
            arguments: .init(.private, .private, .isa))
    }
}
