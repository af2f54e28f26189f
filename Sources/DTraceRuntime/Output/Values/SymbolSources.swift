/// The object and function an address lies in.
public struct SymbolName: Hashable, Sendable {
    /// The kernel module (`vmlinux`) or the base name of the mapped file; empty for code that no file holds.
    public var object: String
    /// Nil when the object has no symbol for the address.
    public var function: String?
    /// Bytes from the function's start; without a function, from the object's start.
    public var offset: UInt64
    /// The offset of the address in the object's file, shown when symbols are not resolved.
    public var fileOffset: UInt64

    public init(object: String, function: String?, offset: UInt64, fileOffset: UInt64 = 0) {
        self.object = object
        self.function = function
        self.offset = offset
        self.fileOffset = fileOffset
    }
}

/// Names kernel addresses; the session implements it over kallsyms.
///
/// It is asked once for every address shown, so conformers keep what they find.
public protocol KernelSymbolSource {
    /// The function a kernel address lies in, or nil when it belongs to no known object.
    func symbol(at address: UInt64) -> SymbolName?
}

/// Names user addresses of processes, also of ones that have ended; the session implements it over their mappings.
///
/// It is asked once for every address shown, so conformers keep what they find.
public protocol UserSymbolSource {
    /// The function an address of a process lies in, or nil when nothing known is mapped there.
    func symbol(at address: UInt64, inProcess process: Int) -> SymbolName?
}

/// Knows no symbols: addresses show as numbers.
public struct NoSymbolSource: KernelSymbolSource, UserSymbolSource {
    public init() {}
    public func symbol(at address: UInt64) -> SymbolName? { nil }
    public func symbol(at address: UInt64, inProcess process: Int) -> SymbolName? { nil }
}
