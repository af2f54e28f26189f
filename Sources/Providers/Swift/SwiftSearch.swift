import ProviderAPI
import SystemInfo

/// A Swift function, with all code that was made from it.
struct SwiftFunction {
    var name: String
    var isAsync = false
    /// Several for a function that the compiler specialised.
    var places: [UserFunctionPlace] = []
    /// The parts that run after the function was suspended.
    var resumptions: [UserFunctionPlace] = []
}

/// Collects the Swift functions of a file that match.
struct SwiftSearch {
    let pattern: Glob
    /// In the order of the symbol tables.
    private(set) var functions: [SwiftFunction] = []
    private var positions: [String: Int] = [:]

    init(pattern: Glob) { self.pattern = pattern }

    mutating func add(_ file: MappedBinary) throws {
        let elf = try ELFFile(path: file.accessPath)
        let segments = try elf.segments()
        let architecture = elf.architecture
        var search = self
        try elf.forEachFunction(.mangled) { symbol in
            guard let text = DemangledName(symbol.name), text.language == .swift,
                let function = SwiftFunctionName(text.text), search.isMeant(function.name),
                let offset = segments.fileOffset(of: symbol.address)
            else { return }
            let place = UserFunctionPlace(
                file: file, architecture: architecture, fileOffset: offset, size: symbol.size)
            search.add(place, to: function)
        }
        self = search
    }

    private mutating func add(_ place: UserFunctionPlace, to function: SwiftFunctionName) {
        let position = positions[function.name] ?? functions.count
        if position == functions.count {
            positions[function.name] = position
            functions.append(SwiftFunction(name: function.name))
        }
        if function.isAsync { functions[position].isAsync = true }
        if function.isResumption {
            functions[position].resumptions.append(place)
        } else if !functions[position].places.contains(where: { $0.fileOffset == place.fileOffset }) {
            functions[position].places.append(place)
        }
    }

    /// Whether the pattern matches the name, with or without its argument labels.
    private func isMeant(_ name: String) -> Bool {
        pattern.matches(name) || pattern.matches(String(name.prefix { $0 != "(" }))
    }
}
