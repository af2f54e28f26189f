extension HostSystem {
    /// The kernel's symbol list, for questions by name.
    public var kernelSymbols: KernelSymbols { KernelSymbols(procfs: procfs) }

    /// The kernel's functions by address, read on first use and kept.
    public func kernelSymbolIndex() throws -> KernelSymbolIndex {
        try cache.symbolIndex(of: procfs) { try KernelSymbolIndex(kernelSymbols) }
    }
}
