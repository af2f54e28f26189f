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
            }
        }
    }

    /// Checks a clause, once for each distinct list of args[] types when it uses them.
    private mutating func check(_ syntax: SyntaxClause) throws(Diagnostic) {
        let probes = try matchedProbes(syntax)
        let ordinal = nextOrdinal
        nextOrdinal += 1
        guard let first = probes.first else {
            // No probe: the clause is dropped, but its variables count for the clauses after it.
            do {
                _ = try typed(syntax, ordinal: ordinal, probe: nil)
            } catch  where error.tag == "D_ARGS_NONE" {}
            return
        }
        var typedClause = try typed(syntax, ordinal: ordinal, probe: first)
        guard let arguments = clause.arguments else {
            typedClause.probes = probes
            program.clauses.append(typedClause)
            return
        }
        var variants: [(arguments: [ResolvedArgument], clause: TypedClause)] = [(arguments, typedClause)]
        for probe in probes.dropFirst() {
            let resolver = resolver
            let arguments = try outside(at: syntax.range) { try resolver.arguments(of: probe) }
            if let index = variants.firstIndex(where: { $0.arguments == arguments }) {
                variants[index].clause.probes.append(probe)
            } else {
                variants.append((arguments, try typed(syntax, ordinal: ordinal, probe: probe)))
            }
        }
        program.clauses += variants.map(\.clause)
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
        _ syntax: SyntaxClause, ordinal: Int, probe: Int?
    ) throws(Diagnostic) -> TypedClause {
        clause = ClauseState(probe: probe, description: syntax.specs.first?.text ?? "")
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
        return TypedClause(
            ordinal: ordinal, probes: probe.map { [$0] } ?? [], predicate: predicate, statements: statements,
            range: syntax.range, line: map.line(at: syntax.range.lowerBound))
    }
}
