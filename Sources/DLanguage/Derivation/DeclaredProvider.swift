/// A provider as a D library declares it: its probes with the clauses that make them out of others.
public struct DeclaredProvider: Sendable {
    /// One probe.
    public struct Probe: Sendable {
        /// The name part.
        public var name: String
        /// The native arguments, in C or D syntax.
        public var nativeTypes: [String]
        /// args[] as clauses see them; `index` is the native argument behind each.
        public var arguments: [(name: String, argument: ResolvedArgument)]
        /// What makes it: every list counts, and in each the first clause whose descriptions match a probe.
        public var derivations: [[SyntaxDerivation]]
    }

    /// The provider part.
    public var name: String
    /// The probes that a clause makes, in the order of the declaration.
    public var probes: [Probe]
    /// What `#pragma D attributes` says about its `provider`, `module`, `function`, `name` and `args`, as written.
    public var attributes: [String: String]
    /// The lines of the library.
    public var map: SourceMap
}

/// The providers that a D library declares with clauses that make their probes; other declarations are left out.
public func declaredProviders(in library: DSource) throws(Diagnostic) -> [DeclaredProvider] {
    let syntax = try parse(library)
    var providers: [DeclaredProvider] = []
    for item in syntax.items {
        guard case .provider(let declaration) = item else { continue }
        var probes: [DeclaredProvider.Probe] = []
        for probe in declaration.probes {
            let derivations = syntax.derivations(of: probe.name, provider: declaration.name)
            guard !derivations.isEmpty else { continue }
            for definition in derivations.joined() where definition.values.count != probe.arguments.count {
                throw syntax.map.locate(.derivationArguments(definition, expected: probe.arguments.count))
            }
            probes.append(try probe.declared(derivations, syntax.map))
        }
        guard !probes.isEmpty else { continue }
        providers.append(
            DeclaredProvider(
                name: declaration.name, probes: probes, attributes: syntax.attributes(ofProvider: declaration.name),
                map: syntax.map))
    }
    return providers
}

extension SyntaxProgram {
    /// The `#pragma D attributes <attributes> provider <name> <part>` lines of a provider, by part.
    fileprivate func attributes(ofProvider name: String) -> [String: String] {
        var found: [String: String] = [:]
        for pragma in pragmas {
            let words = pragma.text.split { $0 == " " || $0 == "\t" }.map(String.init)
            guard words.count == 6, words[..<2] == ["D", "attributes"], words[3] == "provider", words[4] == name else {
                continue
            }
            found[words[5]] = words[2]
        }
        return found
    }

    /// The chains of clauses that make a probe.
    fileprivate func derivations(of name: String, provider: String) -> [[SyntaxDerivation]] {
        var chains: [[SyntaxDerivation]] = []
        for case .derivation(let derivation) in items where derivation.name == name && derivation.provider == provider {
            if derivation.isAlternative, !chains.isEmpty {
                chains[chains.count - 1].append(derivation)
            } else {
                chains.append([derivation])
            }
        }
        return chains
    }

    /// The declaration of the probe that a clause makes.
    func declaration(of derivation: SyntaxDerivation) -> SyntaxProbe? {
        for case .provider(let provider) in items where provider.name == derivation.provider {
            if let probe = provider.probes.first(where: { $0.name == derivation.name }) { return probe }
        }
        return nil
    }
}

extension SyntaxProbe {
    /// The probe with its translated arguments tied to the native ones by name (DTrace guide, chapter on USDT).
    fileprivate func declared(
        _ derivations: [[SyntaxDerivation]], _ map: SourceMap
    ) throws(Diagnostic) -> DeclaredProvider.Probe {
        let natives = arguments.map(\.type.text)
        let shown = translated ?? arguments
        var result: [(name: String, argument: ResolvedArgument)] = []
        for (position, parameter) in shown.enumerated() {
            guard let index = translated == nil ? position : arguments.firstIndex(where: { $0.name == parameter.name })
            else { throw map.locate(.unknownNative(parameter.name, of: name, at: range)) }
            let type = parameter.type.text
            result.append(
                (
                    parameter.name,
                    ResolvedArgument(
                        type: type, index: index, isUserPointer: false,
                        nativeType: type == natives[index] ? nil : natives[index])
                ))
        }
        return .init(name: name, nativeTypes: natives, arguments: result, derivations: derivations)
    }
}

extension SyntaxType {
    /// The type as it is written where no name is declared.
    fileprivate var text: String {
        switch self {
        case .tagged(let tag): "\(tag.keyword.rawValue) \(tag.name)"
        case .pointer(let target): target.text + (target.text.hasSuffix("*") ? "*" : " *")
        default: description
        }
    }
}

extension Diagnostic {
    static func unknownNative(_ name: String, of probe: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_PROV_PRARGLEN", "the argument \(name) of probe \(probe) has the name of none of its native arguments",
            at: site)
    }
}
