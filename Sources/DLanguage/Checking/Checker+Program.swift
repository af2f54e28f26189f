/// Programs and clauses.
extension Checker {
    mutating func check(_ syntax: SyntaxProgram, isLibrary: Bool) throws(Diagnostic) {
        for item in syntax.items {
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

    private mutating func typed(
        _ syntax: SyntaxClause, ordinal: Int, probe: Int?
    ) throws(Diagnostic) -> TypedClause {
        clause = ClauseState(probe: probe)
        var predicate: TypedExpression?
        if let condition = syntax.predicate {
            let value = try check(condition)
            guard isScalar(value.type) else { throw .predicateNotScalar(at: condition.range) }
            predicate = value
        }
        let statements = try check(syntax.statements ?? [])
        return TypedClause(
            ordinal: ordinal, probes: probe.map { [$0] } ?? [], predicate: predicate, statements: statements,
            range: syntax.range, line: map.line(at: syntax.range.lowerBound))
    }
}

/// The `#pragma D option` settings of a source, in order.
func programOptions(of syntax: SyntaxProgram) throws(Diagnostic) -> [ProgramOption] {
    var options: [ProgramOption] = []
    for pragma in syntax.pragmas {
        let words = pragma.text.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.first == "D" else { continue }
        guard words.count > 1,
            ["option", "attributes", "binding", "depends_on", "error", "ident", "line"].contains(words[1])
        else { throw syntax.map.locate(.invalidPragma(pragma.text, at: pragma.range)) }
        if words[1] == "error" {
            throw syntax.map.locate(.errorDirective(words.count > 2 ? words[2] : "", at: pragma.range))
        }
        guard words[1] == "option" else { continue }
        guard words.count == 3 else { throw syntax.map.locate(.malformedPragma(pragma.text, at: pragma.range)) }
        let parts = words[2].split(separator: "=", maxSplits: 1).map { $0.trimmingBlanks }
        guard let name = parts.first, !name.isEmpty, !name.utf8.contains(where: \.isBlank) else {
            throw syntax.map.locate(.malformedPragma(pragma.text, at: pragma.range))
        }
        options.append(
            ProgramOption(
                name: name, value: parts.count > 1 ? parts[1] : nil,
                line: syntax.map.line(at: pragma.range.lowerBound)))
    }
    return options
}

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmingBlanks: String {
        String(source: utf8.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
    }
}
