/// A symbol of the kernel or one of its modules.
public struct KernelSymbol: Hashable, Sendable {
    public var name: String
    /// 0 for readers whom the kernel does not show addresses.
    public var address: UInt64
    /// The module's name, `vmlinux` for the kernel itself.
    public var module: String

    public init(name: String, address: UInt64, module: String) {
        self.name = name
        self.address = address
        self.module = module
    }

    /// The module name of what is not in a module.
    public static let kernelModule = "vmlinux"
}
