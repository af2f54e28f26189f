public import SystemInfo

/// Collects the functions of one module.
public struct UserFunctionSearch {
    /// Which names stand for the function at one address.
    public enum Aliases: Hashable, Sendable {
        /// Every name is a function of its own.
        case all
        /// The name that people know, as DTrace's pid provider does; what has no size is no function.
        case best
    }

    /// In the order of the symbol tables.
    public private(set) var functions: [UserFunction] = []
    private let pattern: Glob
    private let aliases: Aliases
    private var positions: [String: Int] = [:]

    public init(pattern: Glob, aliases: Aliases = .all) {
        self.pattern = pattern
        // Who writes a name means it, whatever other names the function has.
        self.aliases = pattern.literal == nil ? aliases : .all
    }

    /// Adds the matching functions of a file.
    public mutating func add(_ file: MappedBinary) throws {
        let elf = try ELFFile(path: file.accessPath)
        let segments = try elf.segments()
        var found = try symbols(of: elf)
        if aliases == .best { found = Self.bestNames(of: found) }
        guard !found.isEmpty else { return }
        let architecture = elf.architecture
        let go = elf.goVersion()
        for symbol in found {
            guard let offset = segments.fileOffset(of: symbol.address) else { continue }
            if architecture == .amd64 {
                switch X86Instruction.probeSafety(of: try elf.bytes(atFileOffset: offset, count: 8)) {
                case .usual: break
                case .misread where pattern.literal != nil: throw InstructionBoundary.misreading(symbol.name)
                case .misread: continue
                // Asking the kernel for many places takes long when it refuses one.
                case .refused: if pattern.literal == nil { continue }
                }
            }
            let place = UserFunctionPlace(
                file: file, architecture: architecture, convention: .of(symbol.name, go: go), fileOffset: offset,
                size: symbol.size)
            add(place, to: symbol.name)
        }
    }

    private func symbols(of elf: borrowing ELFFile) throws -> [ELFSymbol] {
        var found: [ELFSymbol] = []
        let pattern = pattern
        try elf.forEachFunction(selection) { symbol in
            if pattern.matches(symbol.name) { found.append(symbol) }
        }
        guard found.isEmpty, canBeDemangled else { return found }
        try elf.forEachFunction(.mangled) { symbol in
            guard let name = DemangledName(symbol.name) else { return }
            if name.forms.contains(where: { pattern.matches($0) }) { found.append(symbol) }
        }
        return found
    }

    /// Whether the pattern, where it is no symbol's, could be meant for the names in the source of C++ and Swift functions.
    private var canBeDemangled: Bool { pattern.text.contains { ".:*?[".contains($0) } }

    private mutating func add(_ place: UserFunctionPlace, to name: String) {
        if let position = positions[name] {
            functions[position].places.append(place)
        } else {
            positions[name] = functions.count
            functions.append(UserFunction(name: name, places: [place]))
        }
    }

    /// One symbol for each address; `_init` and `_fini` are labels of the linker.
    private static func bestNames(of symbols: [ELFSymbol]) -> [ELFSymbol] {
        var best: [UInt64: Int] = [:]
        var kept: [ELFSymbol] = []
        for symbol in symbols where symbol.size > 0 && symbol.name != "_init" && symbol.name != "_fini" {
            if let position = best[symbol.address] {
                if symbol.isBetterKnown(than: kept[position]) { kept[position] = symbol }
            } else {
                best[symbol.address] = kept.count
                kept.append(symbol)
            }
        }
        return kept
    }

    /// What the pattern says of the first characters, so that other names are not copied.
    private var selection: SymbolSelection {
        if let name = pattern.literal { return .named(name) }
        let prefix = pattern.text.prefix { !"*?[\\".contains($0) }
        return prefix.isEmpty ? .all : .prefix(String(prefix))
    }
}
