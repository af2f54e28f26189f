/// A function in a symbol table of an ELF file.
public struct ELFSymbol: Hashable, Sendable {
    /// Without a version: `malloc`, not `malloc@@GLIBC_2.2.5`.
    public var name: String
    /// The link-time address of the first instruction.
    public var address: UInt64
    /// The size in bytes, 0 when the file does not say.
    public var size: UInt64
    public var binding: Binding

    /// Who sees the name.
    public enum Binding: Hashable, Sendable {
        case local
        case global
        case weak
    }

    public init(name: String, address: UInt64, size: UInt64, binding: Binding = .global) {
        self.name = name
        self.address = address
        self.size = size
        self.binding = binding
    }
}

/// Which symbols to look at; names that are ruled out are never copied.
public enum SymbolSelection: Hashable, Sendable {
    case all
    /// The name, with any version.
    case named(String)
    /// Names that begin so.
    case prefix(String)
}
