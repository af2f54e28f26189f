/// Provider declarations: `provider name { probe name(types) : (types); ... };`.
extension Checker {
    /// The longest name of a provider or probe, in bytes (DTrace's DTRACE_PROVNAMELEN and DTRACE_NAMELEN less one).
    static let longestProviderName = 63

    /// The parameters of one probe, as types: what the program gives, and what clauses see.
    struct DeclaredProbe: Hashable {
        var native: [DType]
        var translated: [DType]
        var hasTranslation: Bool
    }

    mutating func declare(_ provider: SyntaxProvider) throws(Diagnostic) {
        let name = provider.name
        try requireProviderName(name, at: provider.range)
        let isKnown = scopes.providers[name] != nil || resolver.isProvider(name)
        var probes = scopes.providers[name] ?? [:]
        for probe in provider.probes {
            let shown = "\(name):::\(probe.name)"
            let declared = try declaredProbe(probe, shown: shown)
            if let previous = probes[probe.name] {
                guard isKnown else { throw .probeRedeclared(shown, at: probe.range) }
                try requireSame(declared, previous, shown, at: probe.range)
            } else if isKnown {
                throw .providerMismatch(name, shown, at: probe.range)
            }
            probes[probe.name] = declared
        }
        scopes.providers[name] = probes
    }

    private func requireProviderName(_ name: String, at site: SourceRange) throws(Diagnostic) {
        guard name.utf8.count <= Self.longestProviderName else {
            throw .providerName("may not exceed \(Self.longestProviderName) characters", name, at: site)
        }
        guard name.utf8.last?.isDigit != true else {
            throw .providerName("may not end with a digit", name, at: site)
        }
    }

    private mutating func declaredProbe(
        _ probe: SyntaxProbe, shown: String
    ) throws(Diagnostic) -> DeclaredProbe {
        guard probe.name.utf8.count <= Self.longestProviderName else {
            throw .probeName("may not exceed \(Self.longestProviderName) characters", probe.name, at: probe.range)
        }
        let native = try types(of: probe.arguments, shown, "input", at: probe.range)
        guard let outputs = probe.translated else {
            return DeclaredProbe(native: native, translated: native, hasTranslation: false)
        }
        let translated = try types(of: outputs, shown, "output", at: probe.range)
        for (index, (output, type)) in zip(outputs, translated).enumerated() {
            guard !output.name.isEmpty else { throw .unnamedOutput(index + 1, at: probe.range) }
            guard let input = probe.arguments.firstIndex(where: { $0.name == output.name }) else {
                throw .unknownOutput(output.name, index + 1, at: probe.range)
            }
            guard isArgument(native[input], for: type) || hasTranslator(from: native[input], to: type) else {
                throw .outputTranslator(shown, index + 1, name(native[input]), name(type), at: probe.range)
            }
        }
        return DeclaredProbe(native: native, translated: translated, hasTranslation: true)
    }

    private mutating func types(
        of parameters: [SyntaxParameter], _ shown: String, _ kind: String, at site: SourceRange
    ) throws(Diagnostic) -> [DType] {
        guard parameters.count <= Int(UInt8.max) else {
            throw .probePrototype(shown, kind, parameters.count, at: site)
        }
        var types: [DType] = []
        for parameter in parameters { types.append(try resolve(parameter.type, at: site)) }
        return types
    }

    private func hasTranslator(from input: DType, to output: DType) -> Bool {
        var target = output
        if case .pointer(let pointed, _) = output.resolved { target = pointed }
        return scopes.translators.contains { isSame($0.output, target) && isArgument(input, for: $0.input) }
    }

    /// A probe that is declared again has to be what it was.
    private func requireSame(
        _ current: DeclaredProbe, _ previous: DeclaredProbe, _ shown: String, at site: SourceRange
    ) throws(Diagnostic) {
        var lists = [("output", current.translated, previous.translated)]
        if current.hasTranslation, previous.hasTranslation { lists.append(("input", current.native, previous.native)) }
        for (kind, now, before) in lists {
            guard now.count == before.count else {
                throw .prototypeCount(shown, kind, now.count, before.count, at: site)
            }
            for (index, (one, other)) in zip(now, before).enumerated() where one.resolved != other.resolved {
                throw .prototypeType(shown, kind, index + 1, name(one), name(other), at: site)
            }
        }
    }
}

extension Diagnostic {
    static func providerName(_ problem: String, _ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PROV_BADNAME", "provider name \(problem): \(name)", at: site)
    }

    static func probeName(_ problem: String, _ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PROV_BADNAME", "probe name \(problem): \(name)", at: site)
    }

    static func probePrototype(_ probe: String, _ kind: String, _ count: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_PROV_PRARGLEN",
            "probe \(probe) \(kind) prototype exceeds \(UInt8.max) parameters: \(count) params used", at: site)
    }

    static func probeRedeclared(_ probe: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PROV_PRDUP", "probe redeclared: \(probe)", at: site)
    }

    static func providerMismatch(_ provider: String, _ probe: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_PROV_INCOMPAT",
            "provider interface mismatch: \(provider)\n\t current: probe \(probe) defined\n"
                + "\tprevious: probe \(probe) not defined", at: site)
    }

    static func prototypeCount(
        _ probe: String, _ kind: String, _ now: Int, _ before: Int, at site: SourceRange
    ) -> Diagnostic {
        func shown(_ count: Int) -> String { "\(count) arg\(count == 1 ? "" : "s")" }
        return Diagnostic(
            "D_PROV_INCOMPAT",
            "probe \(probe) \(kind) prototype mismatch:\n\t current: \(shown(now))\n\tprevious: \(shown(before))",
            at: site)
    }

    static func prototypeType(
        _ probe: String, _ kind: String, _ number: Int, _ now: String, _ before: String, at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            "D_PROV_INCOMPAT",
            "probe \(probe) \(kind) prototype argument #\(number) mismatch:\n\t current: \(now)\n\tprevious: \(before)",
            at: site)
    }

    static func unnamedOutput(_ number: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_PROTO_NAME", "parameter declaration requires a name: parameter #\(number)", at: site)
    }

    static func unknownOutput(_ name: String, _ number: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_DECL_PROTO_FORM",
            "parameter is not declared in probe output prototype: \(name), parameter #\(number)", at: site)
    }

    static func outputTranslator(
        _ probe: String, _ number: Int, _ from: String, _ to: String, at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            "D_PROV_PRXLATOR",
            "translator for \(probe) output argument #\(number) from \(from) to \(to) is not defined", at: site)
    }
}
