/// Declarations of D libraries, made when they are needed.
extension Checker {
    /// Makes the declarations of the libraries that count for every program, each after those it depends on.
    ///
    /// A library whose dependencies are not met is passed over, as the DTrace guide says.
    mutating func declareRequiredLibraries() throws(Diagnostic) {
        var parsed: [(name: String, syntax: SyntaxProgram)] = []
        for library in libraries.required {
            parsed.append((library.name.lastPathPart, try parse(library, options: options)))
        }
        var states: [String: LibraryState] = [:]
        for name in parsed.map(\.name) { _ = try declareLibrary(name, among: parsed, &states) }
    }

    private enum LibraryState {
        case underWay, declared, passedOver
    }

    /// Whether the library is declared now; one among those the catalog keeps is read when its names are used.
    private mutating func declareLibrary(
        _ name: String, among parsed: [(name: String, syntax: SyntaxProgram)], _ states: inout [String: LibraryState]
    ) throws(Diagnostic) -> Bool {
        guard let syntax = parsed.first(where: { $0.name == name })?.syntax else { return false }
        switch states[name] {
        case .underWay: return true
        case .declared: return true
        case .passedOver: return false
        case nil: states[name] = .underWay
        }
        for dependency in try syntax.dependencies {
            if dependency.kind == .library, parsed.contains(where: { $0.name == dependency.name }) {
                guard states[dependency.name] != .underWay else {
                    throw syntax.map.locate(.dependencyCycle(dependency.name, at: dependency.range))
                }
                if try declareLibrary(dependency.name, among: parsed, &states) { continue }
            } else if libraries.isPresent(dependency) {
                continue
            }
            states[name] = .passedOver
            return false
        }
        try declare(library: syntax)
        states[name] = .declared
        return true
    }

    /// What the program itself says it needs must be there.
    func requireDependencies(of syntax: SyntaxProgram) throws(Diagnostic) {
        for dependency in try syntax.dependencies {
            guard dependency.kind != .library else {
                throw syntax.map.locate(.libraryDependency(at: dependency.range))
            }
            guard libraries.isPresent(dependency) else { throw syntax.map.locate(.missingDependency(dependency)) }
        }
    }

    /// Reads the library that defines a name which has no meaning yet; the name has one afterwards, or nothing
    /// happened.
    ///
    /// - Returns: Whether a library was read.
    mutating func readLibrary(defining name: String) throws(Diagnostic) -> Bool {
        guard let library = libraries.library(defining: name), readLibraries.insert(library.name).inserted else {
            return false
        }
        try declare(library: try parse(library, options: options))
        return true
    }

    /// Gives a plain name the meaning that a library has for it, unless it has one.
    mutating func introduce(_ name: String) throws(Diagnostic) {
        if self[.global, name] == nil, !isKnown(name), !isReserved(name) || name == "curcpu" {
            _ = try readLibrary(defining: name)
        }
    }

    private mutating func declare(library syntax: SyntaxProgram) throws(Diagnostic) {
        let outer = clause
        defer { clause = outer }
        try within(syntax.map) { (checker) throws(Diagnostic) in try checker.check(syntax, isLibrary: true) }
    }
}

extension String {
    /// What follows the last slash.
    fileprivate var lastPathPart: String { split(separator: "/").last.map(String.init) ?? self }
}
