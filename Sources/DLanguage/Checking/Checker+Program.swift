/// Programs and clauses.
extension Checker {
    mutating func check(_ syntax: SyntaxProgram, isLibrary: Bool) throws(Diagnostic) {
        try state(syntax.pragmas, in: syntax.map)
        scopes.ownTags = syntax.definedTags
        for item in syntax.items {
            clause = ClauseState()
            switch item {
            case .clause(let clause):
                guard !isLibrary else { throw .clauseInLibrary(at: clause.range) }
                try check(clause)
            case .declaration(let declaration): try declare(declaration)
            case .inline(let inline): try declare(inline)
            case .translator(let translator): try declare(translator)
            // Libraries declare the very providers that are made out of their probes.
            case .provider(let provider): if !isLibrary { try declare(provider) }
            case .derivation(let derivation):
                guard isLibrary else { throw .derivationOutsideLibrary(at: derivation.range) }
                try check(derivation, of: syntax)
            }
        }
        try requirePragmasUsed(in: syntax.map)
    }

    /// Checks a clause for each of its probe descriptions; probes that differ in what it uses of them get a variant of
    /// their own.
    private mutating func check(_ syntax: SyntaxClause) throws(Diagnostic) {
        let ordinal = nextOrdinal
        nextOrdinal += 1
        var variants: [ClauseVariant] = []
        for (spec, probes) in try matchedProbes(syntax) {
            var leader: Int?
            for probe in probes {
                let index = try variant(of: syntax, for: probe, among: &variants, spec, leader, ordinal) {
                    probes.count > 1 ? probes : []
                }
                leader = leader ?? index
            }
        }
        guard variants.isEmpty else {
            program.clauses += variants.map(\.clause)
            return
        }
        try checkWithoutProbe(syntax, ordinal: ordinal)
    }

    /// No probe: unless some can come, the clause is dropped, but its variables count for the clauses after it.
    private mutating func checkWithoutProbe(_ syntax: SyntaxClause, ordinal: Int) throws(Diagnostic) {
        let clause: TypedClause
        do {
            clause = try typed(syntax, ordinal: ordinal, probe: nil, of: syntax.specs[0])
        } catch {
            if error.tag == "D_ARGS_NONE" { return }
            throw error
        }
        for spec in syntax.specs where resolver.mayGain(matching: spec) {
            program.clauses.append(clause)
            return
        }
    }

    /// The index of the variant that serves a probe, entered when there is none yet.
    ///
    /// - Parameter leader: The variant of the description's first probe, which says what args[] are.
    private mutating func variant(
        of syntax: SyntaxClause, for probe: Int, among variants: inout [ClauseVariant], _ spec: ProbeSpec,
        _ leader: Int?, _ ordinal: Int, others: () -> [Int]
    ) throws(Diagnostic) -> Int {
        let resolver = resolver
        let derivation = try outside(at: syntax.range) { try resolver.derivation(of: probe) }
        let known = try outside(at: syntax.range) {
            try variants.firstIndex { try $0.serves(derivation) { try resolver.arguments(of: probe) } }
        }
        if let known {
            variants[known].clause.probes.append(probe)
            return known
        }
        if let leader, !variants[leader].arguments.isEmpty {
            let arguments = try outside(at: spec.range) { try resolver.arguments(of: probe) }
            guard variants[leader].agrees(with: arguments) else { throw .argumentsDiffer(spec.text, at: spec.range) }
        }
        do {
            var checked = try typed(syntax, ordinal: ordinal, probe: probe, derivation: derivation, of: spec)
            checked.probes = [probe]
            variants.append(ClauseVariant(checked, clause))
        } catch  where error.tag == "D_ARGS_IDX" {
            // An element that only some of the probes have makes the set what is wrong, not the index.
            let wanted = clause.usedArguments.keys.max() ?? 0
            for other in others() {
                let arguments = try outside(at: spec.range) { try resolver.arguments(of: other) }
                guard wanted >= arguments.count else { throw .argumentsDiffer(spec.text, at: spec.range) }
            }
            throw error
        }
        return variants.count - 1
    }

    /// The probes of each description that no earlier one has.
    private func matchedProbes(_ syntax: SyntaxClause) throws(Diagnostic) -> [(spec: ProbeSpec, probes: [Int])] {
        var groups: [(spec: ProbeSpec, probes: [Int])] = []
        var seen: Set<Int> = []
        for spec in syntax.specs {
            let matched = try probes(matching: spec)
            guard !matched.isEmpty || options.allowsNoMatch else { throw .noMatch(spec) }
            groups.append((spec, matched.filter { seen.insert($0).inserted }))
        }
        return groups
    }

    /// The probes of a description; none, whatever the reason, when that is allowed.
    private func probes(matching spec: ProbeSpec) throws(Diagnostic) -> [Int] {
        do throws(Diagnostic) {
            return try outside(at: spec.range) { try resolver.probes(matching: spec) }
        } catch  where error.tag == "D_PDESC_ZERO" && options.allowsNoMatch {
            return []
        }
    }

    private mutating func typed(
        _ syntax: SyntaxClause, ordinal: Int, probe: Int?, derivation: ProbeDerivation? = nil, of spec: ProbeSpec
    ) throws(Diagnostic) -> TypedClause {
        clause = ClauseState(probe: probe, description: spec.text)
        clause.derivation = derivation
        // Its translators count, whether or not anything else of it is named.
        if let derivation { _ = try readLibrary(defining: "provider \(derivation.definition.provider)") }
        let condition = try derivation.flatMap { (derivation) throws(Diagnostic) in try self.condition(of: derivation) }
        clause.usesRawArguments = false
        let (predicate, statements) = try parts(of: syntax)
        if let probe { try noteProbe(probe, of: spec) }
        var typed = TypedClause(
            ordinal: ordinal, probes: [], predicate: conjunction(condition, predicate), statements: statements,
            range: syntax.range, line: map.line(at: syntax.range.lowerBound), attributes: clause.attributes)
        typed.specs = syntax.specs
        return typed
    }

    /// The predicate may use what the statements define, and the statements what the predicate defines.
    private mutating func parts(
        of syntax: SyntaxClause
    ) throws(Diagnostic) -> (predicate: TypedExpression?, statements: [TypedStatement]) {
        guard let condition = syntax.predicate else { return (nil, try statements(of: syntax)) }
        let before = self
        do {
            let statements = try statements(of: syntax)
            return (try predicate(condition), statements)
        } catch  where error.region == "action list" && ["D_IDENT_UNDEF", "D_VAR_UNDEF"].contains(error.tag) {
            self = before
        }
        let predicate = try predicate(condition)
        return (predicate, try statements(of: syntax))
    }

    private mutating func predicate(_ condition: SyntaxExpression) throws(Diagnostic) -> TypedExpression {
        try inRegion("predicate") { (checker) throws(Diagnostic) in
            let address = try checker.translatedAddress(condition)
            if let address { return address }
            let value = try checker.check(condition)
            guard checker.isScalar(value.type) else { throw .predicateNotScalar(at: condition.range) }
            return value
        }
    }

    private mutating func statements(of syntax: SyntaxClause) throws(Diagnostic) -> [TypedStatement] {
        try inRegion("action list") { (checker) throws(Diagnostic) in
            try checker.check(syntax.statements ?? [])
        }
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
}
