extension SyntaxProgram: CustomStringConvertible {
    /// One item after another, indented by two blanks a level.
    public var description: String {
        var lines = pragmas.map { "pragma \($0.text)" }
        for item in items { lines += item.lines }
        return lines.joined(separator: "\n")
    }
}

extension SyntaxItem {
    fileprivate var lines: [String] {
        switch self {
        case .clause(let clause): return clause.lines
        case .derivation(let derivation): return derivation.lines
        case .declaration(let declaration):
            guard !declaration.declarators.isEmpty else { return ["declare \(declaration.type)"] }
            return declaration.declarators.map { "declare \(declaration.storage) \($0.name): \($0.type)" }
        case .inline(let inline):
            let keys = inline.parameters.map(\.text).joined(separator: ", ")
            return ["inline \(inline.name)\(keys.isEmpty ? "" : "[\(keys)]"): \(inline.type) = \(inline.value)"]
        case .translator(let translator):
            return ["translator \(translator.output) from \(translator.parameter): \(translator.input)"]
                + translator.members.map { "  \($0.name) = \($0.value)" }
        case .provider(let provider):
            return ["provider \(provider.name)"]
                + provider.probes.map { probe in
                    "  probe \(probe.name)(\(probe.arguments.map(\.text).joined(separator: ", ")))"
                        + (probe.translated.map { " : (\($0.map(\.text).joined(separator: ", ")))" } ?? "")
                }
        }
    }
}

extension SyntaxParameter {
    fileprivate var text: String { name.isEmpty ? "\(type)" : "\(name): \(type)" }
}

extension SyntaxClause {
    fileprivate var lines: [String] {
        var lines = ["clause"] + specs.map(\.listing)
        if let predicate { lines.append("  predicate \(predicate)") }
        for statement in statements ?? [] { lines += statement.lines.map { "  " + $0 } }
        return lines
    }
}

extension SyntaxDerivation {
    fileprivate var lines: [String] {
        var lines = [isAlternative ? "else derivation" : "derivation"] + specs.map(\.listing)
        if let predicate { lines.append("  predicate \(predicate)") }
        lines.append("  probe \(provider):::\(name)")
        return lines + values.map { "    \($0)" }
    }
}

extension ProbeSpec {
    fileprivate var listing: String {
        identifiers.map { "  id \($0.lowerBound)-\($0.upperBound)" }
            ?? "  spec \(provider):\(module):\(function):\(name)"
    }
}

extension SyntaxStatement {
    fileprivate var lines: [String] {
        switch self {
        case .expression(let expression): return [expression.description]
        case .conditional(let condition, let then, let otherwise):
            let first = ["if \(condition)"] + then.flatMap(\.lines).map { "  " + $0 }
            return otherwise.isEmpty ? first : first + ["else"] + otherwise.flatMap(\.lines).map { "  " + $0 }
        }
    }
}
