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
