import SystemInfo

/// Kernel addresses by kallsyms, which is read when the first one is shown.
final class KernelAddresses: KernelSymbolSource {
    private let system: HostSystem
    private lazy var index = try? system.kernelSymbolIndex()

    init(system: HostSystem) { self.system = system }

    func symbol(at address: UInt64) -> SymbolName? {
        guard let (symbol, offset) = index?.lookup(address) else { return nil }
        return SymbolName(object: symbol.module, function: symbol.name, offset: offset)
    }
}

/// User addresses by what their process maps; processes seen once are known after they end.
final class UserAddresses: UserSymbolSource {
    private var symbolizer: UserSymbolizer

    /// What the targets map is read at once: they may have ended when their addresses are shown.
    init(system: HostSystem) {
        symbolizer = UserSymbolizer(procfs: system.procfs)
        for target in system.targetProcesses { symbolizer.remember(pid: target) }
    }

    /// Reads what a process maps now.
    func remember(_ process: Int) { symbolizer.remember(pid: process) }

    func symbol(at address: UInt64, inProcess process: Int) -> SymbolName? {
        guard let found = symbolizer.symbolize(pid: process, address: address) else { return nil }
        return SymbolName(
            object: found.object, function: found.function, offset: found.offset, fileOffset: found.fileOffset)
    }
}
