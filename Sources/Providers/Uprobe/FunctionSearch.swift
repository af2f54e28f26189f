import ProviderAPI
import SystemInfo

/// One place where a function of some name is.
struct FunctionPlace: Hashable, Sendable {
    var file: MappedBinary
    var architecture: ELFArchitecture
    /// Where its first instruction is in the file.
    var fileOffset: UInt64
    /// In bytes, 0 when the file does not say.
    var size: UInt64
}

/// Collects the functions of one module: local functions of one name in several places are one function here.
struct FunctionSearch {
    struct Function {
        var name: String
        var places: [FunctionPlace]
    }

    var pattern: Glob
    /// In the order of the symbol tables.
    private(set) var functions: [Function] = []
    private var positions: [String: Int] = [:]

    init(pattern: Glob) { self.pattern = pattern }

    /// Adds the matching functions of a file.
    mutating func add(_ file: MappedBinary) throws {
        let elf = try ELFFile(path: file.accessPath)
        let segments = try elf.segments()
        let architecture = elf.architecture
        var search = self
        try elf.forEachFunction(selection) { symbol in
            guard search.pattern.matches(symbol.name), let offset = segments.fileOffset(of: symbol.address) else {
                return
            }
            let place = FunctionPlace(
                file: file, architecture: architecture, fileOffset: offset, size: symbol.size)
            search.add(place, to: symbol.name)
        }
        self = search
    }

    private mutating func add(_ place: FunctionPlace, to name: String) {
        if let position = positions[name] {
            functions[position].places.append(place)
        } else {
            positions[name] = functions.count
            functions.append(Function(name: name, places: [place]))
        }
    }

    /// What the pattern says of the first characters, so that other names are not copied.
    private var selection: SymbolSelection {
        if let name = pattern.literal { return .named(name) }
        let prefix = pattern.text.prefix { !"*?[\\".contains($0) }
        return prefix.isEmpty ? .all : .prefix(String(prefix))
    }
}
