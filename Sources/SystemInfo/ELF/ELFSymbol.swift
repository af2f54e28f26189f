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

extension ELFSymbol {
    /// Whether of two names of one address this is the one that people know: visible outside, few leading underscores,
    /// short.
    public func isBetterKnown(than other: ELFSymbol) -> Bool {
        if (binding == .local) != (other.binding == .local) { return other.binding == .local }
        let underscores = [self, other].map { $0.name.utf8.prefix { $0 == UInt8(ascii: "_") }.count }
        if underscores[0] != underscores[1] { return underscores[0] < underscores[1] }
        if name.utf8.count != other.name.utf8.count { return name.utf8.count < other.name.utf8.count }
        return name < other.name
    }
}

/// Which symbols to look at; names that are ruled out are never copied.
public enum SymbolSelection: Hashable, Sendable {
    case all
    /// The name, with any version.
    case named(String)
    /// Names that begin so.
    case prefix(String)
    /// Names that begin as those of C++ and Swift do.
    case mangled
    /// Either.
    case prefixOrMangled(String)
}
