extension Statement {
    var source: String {
        switch self {
        case .expression(let expression): "\(expression.source);"
        case .assignText(let variable, let keys, let text): "\(variable.reference)\(keys.subscripts) = \(text.source);"
        case .allocate(let values):
            "this->p = (int *)alloca(\(values.count * 4));"
                + values.enumerated().map { " this->p[\($0)] = \($1.source);" }.joined()
        case .allocateStructure(let source, let byCopy):
            "this->q = (struct s *)alloca(sizeof (struct s)); "
                + (byCopy
                    ? "bcopy(&\(source.source), this->q, sizeof (struct s));" : "*this->q = \(source.source);")
        case .assignStructure(let target, let source): "\(target.source) = \(source.source);"
        case .trace(let value): "trace(\(value.source));"
        case .printf(let values):
            "printf(\"\(values.map(\.conversion).joined(separator: " "))\\n\""
                + values.map { ", \($0.source)" }.joined() + ");"
        case .conditional(let condition, let first, let second):
            "if (\(condition.source)) { \(first.map(\.source).joined(separator: " ")) }"
                + (second.isEmpty ? "" : " else { \(second.map(\.source).joined(separator: " ")) }")
        case .aggregate(let aggregation, let keys, let value):
            "\(aggregation.name)\(keys.subscripts) = "
                + "\(aggregation.function)(\(aggregation.function == .count ? "" : value.source));"
        }
    }
}

extension Clause {
    var source: String {
        let predicate = predicate.map { " /\($0.source)/" } ?? ""
        return "\(probe)\(predicate)\n{\n\(statements.map { "    \($0.source)\n" }.joined())}\n"
    }
}
