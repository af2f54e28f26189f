/// Probes that are made out of others: their arguments and conditions are expressions over those of their sources.
extension Checker {
    /// The value of `arg<index>` of the probe at hand: of the probe context, or as the probe's derivation has it.
    mutating func rawArgument(_ index: Int, at site: SourceRange) throws(Diagnostic) -> TypedExpression {
        clause.usesRawArguments = true
        guard let derivation = clause.derivation, !clause.isInSource else {
            return TypedExpression(.argument(index), type: BuiltinTypes.int64, range: site)
        }
        guard derivation.definition.values.indices.contains(index) else {
            return TypedExpression(.integer(0), type: BuiltinTypes.int64, range: site)
        }
        let value = try inSource(of: derivation, at: site) { (checker) throws(Diagnostic) in
            checker.decayed(try checker.check(Self.address(derivation.definition.values[index])))
        }
        guard isScalar(value.type) else { return TypedExpression(.integer(0), type: BuiltinTypes.int64, range: site) }
        var result = converted(value, to: BuiltinTypes.int64)
        result.range = site
        return result
    }

    /// The raw value of a text that is copied is its address.
    private static func address(_ syntax: SyntaxExpression) -> SyntaxExpression {
        switch syntax.kind {
        case .call("copyinstr", let arguments): arguments.first ?? syntax
        case .stringof(let operand): operand
        default: syntax
        }
    }

    /// The library's own checks, which need none of the probes: the probe is declared, with that many arguments.
    func check(_ definition: SyntaxDerivation, of syntax: SyntaxProgram) throws(Diagnostic) {
        guard let probe = syntax.declaration(of: definition) else { throw .undeclaredProbe(definition) }
        guard probe.arguments.count == definition.values.count else {
            throw .derivationArguments(definition, expected: probe.arguments.count)
        }
    }

    /// A native argument of a derived probe, of the type its provider declares.
    mutating func derivedArgument(
        _ index: Int, of derivation: ProbeDerivation, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        clause.usesRawArguments = true
        guard derivation.definition.values.indices.contains(index) else {
            return TypedExpression(.integer(0), type: BuiltinTypes.int64, range: site)
        }
        let syntax = derivation.definition.values[index]
        let written = derivation.nativeTypes[index]
        return try inSource(of: derivation, at: site) { (checker) throws(Diagnostic) in
            let type = try checker.resolve(try parseType(written), at: syntax.range)
            let value = checker.decayed(try checker.check(syntax))
            guard
                checker.isAssignable(value, to: type)
                    || (checker.isStringLike(value.type) && checker.isStringLike(type))
                    || (checker.isScalar(value.type) && checker.isScalar(type))
            else {
                throw .derivedType(
                    derivation.definition, index, checker.name(type), checker.name(value.type), at: syntax.range)
            }
            var result = checker.converted(value, to: type)
            result.range = site
            return result
        }
    }

    /// Whether a firing of the source is one of the derived probe; nil for always.
    mutating func condition(of derivation: ProbeDerivation) throws(Diagnostic) -> TypedExpression? {
        guard let syntax = derivation.definition.predicate else { return nil }
        return try inSource(of: derivation, at: syntax.range) { (checker) throws(Diagnostic) in
            let value = try checker.check(syntax)
            guard checker.isScalar(value.type) else { throw .predicateNotScalar(at: syntax.range) }
            return value
        }
    }

    /// Both conditions, the derivation's first; each may be missing.
    func conjunction(_ first: TypedExpression?, _ second: TypedExpression?) -> TypedExpression? {
        guard let first, let second else { return first ?? second }
        return TypedExpression(.logical(.and, first, second), type: BuiltinTypes.int, range: second.range)
    }

    /// Runs `body` where `args[]` means the arguments of the source, with nothing bound, and by the library's lines.
    private mutating func inSource<Result>(
        of derivation: ProbeDerivation, at site: SourceRange,
        _ body: (inout Checker) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        let outer = clause.bindings
        clause.bindings = []
        clause.isInSource = true
        defer {
            clause.bindings = outer
            clause.isInSource = false
        }
        return try nested(at: site) { (checker) throws(Diagnostic) in
            try checker.within(derivation.map, body)
        }
    }
}

extension Diagnostic {
    static func derivedType(
        _ definition: SyntaxDerivation, _ index: Int, _ expected: String, _ actual: String, at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            "D_PROTO_ARG",
            """
            probe \(definition.provider):::\(definition.name) argument #\(index + 1) is incompatible with its declaration: \
            declared \(expected), value \(actual)
            """, at: site)
    }

    static func derivationOutsideLibrary(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PROV_INCOMP", "probes may be made out of others only in D libraries", at: site)
    }

    static func derivationArguments(
        _ definition: SyntaxDerivation, expected: Int
    ) -> Diagnostic {
        Diagnostic(
            "D_PROTO_LEN",
            """
            probe \(definition.provider):::\(definition.name) prototype mismatch: \(definition.values.count) args passed, \
            \(expected) expected
            """, at: definition.range)
    }

    static func undeclaredProbe(_ definition: SyntaxDerivation) -> Diagnostic {
        Diagnostic(
            "D_PROV_PRDECL",
            "probe \(definition.provider):::\(definition.name) is not declared by a provider before it",
            at: definition.range)
    }
}
