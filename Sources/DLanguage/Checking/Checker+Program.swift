/// Programs and clauses.
extension Checker {
    mutating func check(_ syntax: SyntaxProgram, isLibrary: Bool) throws(Diagnostic) {
        for item in syntax.items {
            clause = ClauseState()
            switch item {
            case .clause(let clause):
                guard !isLibrary else { throw .clauseInLibrary(at: clause.range) }
                try check(clause)
            case .declaration(let declaration): try declare(declaration)
            case .inline(let inline): try declare(inline)
            case .translator(let translator): try declare(translator)
            case .provider: break
            case .derivation(let derivation):
                guard isLibrary else { throw .derivationOutsideLibrary(at: derivation.range) }
                try check(derivation, of: syntax)
            }
        }
    }

    /// Checks a clause, once for each distinct list of args[] types when it uses them.
    private mutating func check(_ syntax: SyntaxClause) throws(Diagnostic) {
        let probes = try matchedProbes(syntax)
        let ordinal = nextOrdinal
        nextOrdinal += 1
        guard !probes.isEmpty else {
            try checkWithoutProbe(syntax, ordinal: ordinal)
            return
        }
        let resolver = resolver
        var variants: [Variant] = []
        for probe in probes {
            let derivation = try outside(at: syntax.range) { try resolver.derivation(of: probe) }
            let known = try outside(at: syntax.range) {
                try variants.firstIndex { try $0.serves(derivation) { try resolver.arguments(of: probe) } }
            }
            if let known {
                variants[known].clause.probes.append(probe)
            } else {
                let clause = try typed(syntax, ordinal: ordinal, probe: probe, derivation: derivation)
                variants.append(Variant(clause, self.clause))
            }
        }
        program.clauses += variants.map(\.clause)
    }

    /// No probe: unless some can come, the clause is dropped, but its variables count for the clauses after it.
    private mutating func checkWithoutProbe(_ syntax: SyntaxClause, ordinal: Int) throws(Diagnostic) {
        let clause: TypedClause
        do {
            clause = try typed(syntax, ordinal: ordinal, probe: nil)
        } catch {
            if error.tag == "D_ARGS_NONE" { return }
            throw error
        }
        for spec in syntax.specs where resolver.mayGain(matching: spec) {
            program.clauses.append(clause)
            return
        }
    }

    /// A clause as it is checked for some of its probes.
    private struct Variant {
        var clause: TypedClause
        private let derivation: ProbeDerivation?
        private let arguments: [ResolvedArgument]?
        /// Whether anything in it depends on the probes' arguments or on their derivation.
        private let isParticular: Bool

        init(_ clause: TypedClause, _ state: ClauseState) {
            self.clause = clause
            derivation = state.derivation
            arguments = state.arguments
            isParticular = state.usesRawArguments || arguments != nil || derivation?.definition.predicate != nil
        }

        /// Whether it is right for a probe with this derivation and args[], which are asked for only when they matter.
        func serves(_ other: ProbeDerivation?, _ otherArguments: () throws -> [ResolvedArgument]) throws -> Bool {
            guard isParticular || other?.definition.predicate != nil else { return true }
            guard derivation == other else { return false }
            guard let arguments else { return true }
            return try otherArguments() == arguments
        }
    }

    private func matchedProbes(_ syntax: SyntaxClause) throws(Diagnostic) -> [Int] {
        var probes: [Int] = []
        var seen: Set<Int> = []
        for spec in syntax.specs {
            let matched = try outside(at: spec.range) { try resolver.probes(matching: spec) }
            guard !matched.isEmpty || options.allowsNoMatch else { throw .noMatch(spec) }
            for probe in matched where seen.insert(probe).inserted { probes.append(probe) }
        }
        return probes
    }

    /// Runs `body`; what it throws says in which part of the clause that was.
    private mutating func inRegion<Result>(
        _ name: String, _ body: (inout Checker) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        do {
            return try body(&self)
        } catch {
            var finding = error
            finding.region = name
            throw finding
        }
    }

    private mutating func typed(
        _ syntax: SyntaxClause, ordinal: Int, probe: Int?, derivation: ProbeDerivation? = nil
    ) throws(Diagnostic) -> TypedClause {
        clause = ClauseState(probe: probe, description: syntax.specs.first?.text ?? "")
        clause.derivation = derivation
        // Its translators count, whether or not anything else of it is named.
        if let derivation { _ = try readLibrary(defining: "provider \(derivation.definition.provider)") }
        let condition = try derivation.flatMap { (derivation) throws(Diagnostic) in try self.condition(of: derivation) }
        clause.usesRawArguments = false
        var predicate: TypedExpression?
        if let condition = syntax.predicate {
            predicate = try inRegion("predicate") { (checker) throws(Diagnostic) in
                let value = try checker.check(condition)
                guard checker.isScalar(value.type) else { throw .predicateNotScalar(at: condition.range) }
                return value
            }
        }
        let statements = try inRegion("action list") { (checker) throws(Diagnostic) in
            try checker.check(syntax.statements ?? [])
        }
        var typed = TypedClause(
            ordinal: ordinal, probes: probe.map { [$0] } ?? [], predicate: conjunction(condition, predicate),
            statements: statements,
            range: syntax.range, line: map.line(at: syntax.range.lowerBound))
        typed.specs = syntax.specs
        return typed
    }
}
