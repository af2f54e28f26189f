extension TypedProgram: CustomStringConvertible {
    /// Variables, aggregations and clauses; every expression shows its type where conversions or operators set it.
    public var description: String {
        var lines = options.map { "option \($0.name)" + ($0.value.map { "=\($0)" } ?? "") }
        for variable in variables { lines.append("variable \(name(of: variable.id)): \(type(of: variable))") }
        for aggregation in aggregations {
            let keys = aggregation.keys.map { types.name(of: $0) }.joined(separator: ", ")
            lines.append(
                "aggregation @\(aggregation.name)\(keys.isEmpty ? "" : "[\(keys)]") = \(aggregation.function)"
                    + (aggregation.isSigned ? "" : " unsigned"))
        }
        for clause in clauses {
            lines.append(
                "clause \(clause.ordinal) line \(clause.line) probes \(clause.probes.map(String.init).joined(separator: ","))"
            )
            if let predicate = clause.predicate { lines.append("  predicate \(text(predicate))") }
            for statement in clause.statements { lines += self.lines(statement).map { "  " + $0 } }
        }
        return lines.joined(separator: "\n")
    }

    private func type(of variable: Variable) -> String {
        let keys = variable.keys.map { types.name(of: $0) }.joined(separator: ", ")
        return types.name(of: variable.type) + (keys.isEmpty ? "" : "[\(keys)]")
    }

    func name(of id: VariableID) -> String { Checker.shown(variables[id.index].scope, variables[id.index].name) }

    func name(of id: AggregationID) -> String { "@\(aggregations[id.index].name)" }

    private func lines(_ statement: TypedStatement) -> [String] {
        switch statement {
        case .expression(let expression): return [text(expression)]
        case .action(let action): return [text(action)]
        case .aggregate(let aggregate):
            let parts =
                [name(of: aggregate.aggregation)] + aggregate.keys.map(text)
                + [aggregate.value, aggregate.increment].compactMap { $0.map { "<- " + text($0) } }
            return ["aggregate " + parts.joined(separator: " ")]
        case .conditional(let condition, let then, let otherwise):
            let first = ["if \(text(condition))"] + then.flatMap(lines).map { "  " + $0 }
            return otherwise.isEmpty ? first : first + ["else"] + otherwise.flatMap(lines).map { "  " + $0 }
        }
    }
}
