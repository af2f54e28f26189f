/// `@name[keys] = function(arguments)`.
extension Checker {
    mutating func checkAggregate(
        _ name: String, keys: [SyntaxExpression], _ value: SyntaxExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedStatement {
        guard case .call(let functionName, let arguments) = value.kind else {
            throw .aggregatedNoFunction(name, at: value.range)
        }
        guard let function = AggregatingName(rawValue: functionName) else {
            if ActionName(rawValue: functionName) == nil, Subroutine(rawValue: functionName) == nil {
                throw .unknownFunction(functionName, at: value.range)
            }
            throw .notAggregating(functionName, at: value.range)
        }
        if clause.speculates {
            throw .order("D_AGG_SPEC", "aggregating actions may not follow speculate( )", at: site)
        }
        if clause.commits { throw .order("D_AGG_COMM", "aggregating actions may not follow commit( )", at: site) }
        // An aggregation records data, so `speculate` and `commit` have to stand before it.
        clause.records = true
        guard function.counts.contains(arguments.count) else {
            throw .argumentCount(functionName, arguments.count, expected: function.counts, at: value.range)
        }
        var typedKeys: [TypedExpression] = []
        for (index, key) in try checkKeys(keys, of: "aggregation").enumerated() {
            let typed = keyed(key)
            switch typed.type.resolved {
            case .void, .function, .float:
                throw .keyExpression(self.name(typed.type), "aggregation", index + 1, at: key.range)
            default: typedKeys.append(typed)
            }
        }
        let amount = try arguments.first.map { (item) throws(Diagnostic) in try aggregated(item, by: functionName) }
        let parameters = try parameters(of: function, arguments, at: value.range)
        let id = try aggregation(
            name, function: parameters.function, keys: typedKeys, signedBy: amount, at: site)
        let known = program.aggregations[id.index]
        return .aggregate(
            TypedAggregate(
                aggregation: id, keys: try matchedKeys(typedKeys, to: known.keys, of: "@\(name)", at: site),
                value: amount.map { converted($0, to: known.isSigned ? BuiltinTypes.int64 : BuiltinTypes.uint64) },
                increment: parameters.increment))
    }

    private mutating func aggregated(
        _ syntax: SyntaxExpression, by function: String
    ) throws(Diagnostic) -> TypedExpression {
        let value = try value(syntax)
        guard isScalar(value.type) else { throw .aggregatedNotScalar(function, at: syntax.range) }
        return value
    }

    /// The aggregation of this name, entered when new; its function, keys and their types must agree.
    private mutating func aggregation(
        _ name: String, function: AggregatingFunction, keys: [TypedExpression], signedBy value: TypedExpression?,
        at site: SourceRange
    ) throws(Diagnostic) -> AggregationID {
        let line = map.line(at: site.lowerBound)
        if let known = scopes.aggregations[name] {
            let previous = program.aggregations[known.id.index].function
            guard previous.name == function.name else {
                throw .aggregationRedefined(name, function.name, previous: previous.name, line: known.line, at: site)
            }
            if let mismatch = parameterMismatch(function, previous, line: known.line, at: site) { throw mismatch }
            return known.id
        }
        let id = AggregationID(index: program.aggregations.count)
        program.aggregations.append(
            Aggregation(
                id: id, name: name, function: function, keys: keys.map(\.type),
                isSigned: value.map { isSigned($0.type) } ?? true))
        scopes.aggregations[name] = (id, line)
        return id
    }

    private func isSigned(_ type: DType) -> Bool {
        switch type.resolved {
        case .integer(let integer): integer.isSigned
        case .enumeration: true
        default: false
        }
    }

    private mutating func parameters(
        of function: AggregatingName, _ arguments: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> (function: AggregatingFunction, increment: TypedExpression?) {
        switch function {
        case .count: return (.count, nil)
        case .sum: return (.sum, nil)
        case .avg: return (.avg, nil)
        case .min: return (.min, nil)
        case .max: return (.max, nil)
        case .stddev: return (.stddev, nil)
        case .quantize: return (.quantize, try increment(arguments, at: 1, of: function))
        case .lquantize: return (try linear(arguments, at: site), try increment(arguments, at: 4, of: function))
        case .llquantize: return (try logLinear(arguments, at: site), try increment(arguments, at: 5, of: function))
        }
    }

    /// The optional last argument: how much a value counts for.
    private mutating func increment(
        _ arguments: [SyntaxExpression], at index: Int, of function: AggregatingName
    ) throws(Diagnostic) -> TypedExpression? {
        guard index < arguments.count else { return nil }
        let value = try value(arguments[index])
        guard isInteger(value.type) else {
            throw .argumentType(
                function.rawValue, index + 1, expected: "int64_t", actual: name(value.type), at: arguments[index].range)
        }
        return converted(value, to: BuiltinTypes.int64)
    }
}
