/// Actions.
extension Checker {
    mutating func checkAction(
        _ action: ActionName, _ arguments: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedAction {
        guard action.counts.contains(arguments.count) else {
            throw countMismatch(action, arguments.count, at: site)
        }
        if action.effect == .destroys { program.isDestructive = true }
        try checkOrder(action, at: site)
        switch action {
        case .trace: return .trace(try recorded(arguments[0], by: action))
        case .print:
            let value = located(try recorded(arguments[0], by: action))
            guard case .pointer(let target, _) = value.type.resolved else {
                throw .argumentType("print", 1, expected: "pointer", actual: name(value.type), at: arguments[0].range)
            }
            try completeParts(of: target, at: site)
            return .print(value)
        case .printf: return try checkFormatted(arguments, action) { .printf($0, $1) }
        case .system: return try checkFormatted(arguments, action) { .system($0, $1) }
        case .freopen:
            // DTrace's own word for giving standard output back.
            if case .string(let bytes) = arguments[0].kind, bytes == Array(".".utf8) {
                throw .reopenedFolder(at: arguments[0].range)
            }
            return try checkFormatted(arguments, action) { .freopen($0, $1) }
        case .printa: return try checkPrinta(arguments, at: site)
        case .tracemem: return try checkTracemem(arguments)
        case .stack, .ustack, .jstack, .sym, .func, .mod, .usym, .ufunc, .umod, .uaddr:
            return .symbolic(try checkCall(action.rawValue, arguments, at: site))
        case .exit: return .exit(try integerArgument(arguments[0], 1, of: action))
        case .speculate: return .speculate(try integerArgument(arguments[0], 1, of: action))
        case .commit: return .commit(try integerArgument(arguments[0], 1, of: action))
        case .discard: return .discard(try integerArgument(arguments[0], 1, of: action))
        case .raise: return .raise(try integerArgument(arguments[0], 1, of: action))
        case .return: return .return(try integerArgument(arguments[0], 1, of: action))
        case .chill: return .chill(try integerArgument(arguments[0], 1, of: action))
        case .clear: return .clear(try aggregationArgument(arguments[0], of: action))
        case .denormalize: return .denormalize(try aggregationArgument(arguments[0], of: action))
        case .normalize:
            return .normalize(
                try aggregationArgument(arguments[0], of: action), try integerArgument(arguments[1], 2, of: action))
        case .trunc:
            let aggregation = try aggregationArgument(arguments[0], of: action)
            let count = arguments.count > 1 ? try integerArgument(arguments[1], 2, of: action) : nil
            return .truncate(aggregation, count: count)
        case .setopt:
            let name = try stringArgument(arguments[0], 1, of: action)
            return .setopt(name, arguments.count > 1 ? try stringArgument(arguments[1], 2, of: action) : nil)
        case .stop: return .stop
        case .ftruncate: return .ftruncate
        case .pcap:
            let address = try value(arguments[0])
            guard isScalar(address.type) else {
                throw .argumentType("pcap", 1, expected: "void *", actual: name(address.type), at: arguments[0].range)
            }
            return .pcap(address, protocolNumber: try integerArgument(arguments[1], 2, of: action))
        }
    }

    private func countMismatch(_ action: ActionName, _ count: Int, at site: SourceRange) -> Diagnostic {
        switch action {
        case .clear, .normalize, .denormalize, .trunc:
            let expected =
                action != .trunc ? "\(action.counts.upperBound)" : count < 1 ? "at least 1" : "no more than 2"
            return .actionArguments(action.rawValue, count, expected: expected, at: site)
        case .stack: return .stackArguments(.stack, count, at: site)
        case .ustack: return .stackArguments(.ustack, count, at: site)
        case .jstack: return .stackArguments(.jstack, count, at: site)
        default:
            var diagnostic = Diagnostic.argumentCount(action.rawValue, count, expected: action.counts, at: site)
            if action == .tracemem, count > action.counts.upperBound { diagnostic.tag = "D_TRACEMEM_ARGS" }
            return diagnostic
        }
    }

    /// `speculate` comes before, and `commit` and `discard` never with, what a clause records.
    private mutating func checkOrder(_ action: ActionName, at site: SourceRange) throws(Diagnostic) {
        switch action {
        case .speculate:
            if clause.speculates { throw .order("D_SPEC_SPEC", "speculate( ) may not follow speculate( )", at: site) }
            if clause.commits { throw .order("D_SPEC_COMM", "speculate( ) may not follow commit( )", at: site) }
            if clause.records {
                throw .order("D_SPEC_DREC", "speculate( ) may not follow data-recording action(s)", at: site)
            }
            clause.speculates = true
        case .commit:
            if clause.commits { throw .order("D_COMM_COMM", "commit( ) may not follow commit( )", at: site) }
            if clause.records {
                throw .order("D_COMM_DREC", "commit( ) may not follow data-recording action(s)", at: site)
            }
            clause.commits = true
        case .exit where clause.speculates:
            throw .order("D_EXIT_SPEC", "exit( ) may not follow speculate( )", at: site)
        default:
            if action.effect == .destroys, clause.speculates {
                throw .destructiveSpeculation(at: site)
            }
            guard action.effect == .records else { return }
            if clause.commits {
                throw .order("D_DREC_COMM", "data-recording actions may not follow commit( )", at: site)
            }
            clause.records = true
        }
    }

    /// A value that goes into a record as it is.
    private mutating func recorded(
        _ syntax: SyntaxExpression, by action: ActionName
    ) throws(Diagnostic) -> TypedExpression {
        if case .aggregation = syntax.kind { throw .recordedDynamic(action.rawValue, at: syntax.range) }
        if case .call(let name, _) = syntax.kind,
            ActionName(rawValue: name)?.effect == .neither
                || ["exit", "printf", "trace"].contains(name)
        {
            throw .recordedVoid(action.rawValue, at: syntax.range)
        }
        let value: TypedExpression
        do {
            value = try check(syntax)
        } catch {
            throw error.isWholeTranslation(at: syntax.range)
                ? .recordedDynamic(action.rawValue, at: syntax.range) : error
        }
        switch value.type.resolved {
        case .void: throw .recordedVoid(action.rawValue, at: syntax.range)
        case .function: throw .recordedDynamic(action.rawValue, at: syntax.range)
        case .array, .aggregate: _ = try size(of: value.type, at: syntax.range)
        default: break
        }
        return value
    }

    /// What lies in memory by its address: an array or a structure is printed from where it is.
    private func located(_ value: TypedExpression) -> TypedExpression {
        switch value.type.resolved {
        case .array, .aggregate:
            return TypedExpression(
                .addressOf(value), type: .pointer(value.type, space(of: value)), range: value.range)
        default: return value
        }
    }

    private mutating func checkTracemem(_ arguments: [SyntaxExpression]) throws(Diagnostic) -> TypedAction {
        let address = try value(arguments[0])
        guard isScalar(address.type) else {
            throw .tracemem("D_TRACEMEM_ADDR", 1, "must be a pointer or integer", at: arguments[0].range)
        }
        guard case .integer(let size) = try check(arguments[1]).kind, size > 0, size <= 1 << 20 else {
            throw .tracemem(
                "D_TRACEMEM_SIZE", 2, "must be a non-zero positive integral constant expression", at: arguments[1].range
            )
        }
        var length: TypedExpression?
        if arguments.count > 2 {
            let value = try value(arguments[2])
            guard isInteger(value.type) else {
                throw .tracemem("D_TRACEMEM_DYNSIZE", 3, "must be an integer", at: arguments[2].range)
            }
            length = converted(value, to: .integer(.long))
        }
        return .tracemem(address, size: Int(size), length: length)
    }

    private mutating func integerArgument(
        _ syntax: SyntaxExpression, _ number: Int, of action: ActionName
    ) throws(Diagnostic) -> TypedExpression {
        let value = try value(syntax)
        guard isInteger(value.type) else {
            guard action != .trunc, action != .normalize else {
                throw .argumentNotScalar(action.rawValue, number, at: syntax.range)
            }
            throw .argumentType(
                action.rawValue, number, expected: "int", actual: name(value.type), at: syntax.range)
        }
        switch action {
        case .normalize, .chill: return converted(value, to: BuiltinTypes.uint64)
        default: return converted(value, to: BuiltinTypes.int)
        }
    }

    private mutating func stringArgument(
        _ syntax: SyntaxExpression, _ number: Int, of action: ActionName
    ) throws(Diagnostic) -> TypedExpression {
        let value = try check(syntax)
        guard isString(value.type), case .string = value.kind else {
            throw .argumentType(
                action.rawValue, number, expected: "string constant", actual: name(value.type), at: syntax.range)
        }
        return value
    }

    /// The type of any argument, for messages; aggregations have no type of their own.
    mutating func shownName(of syntax: SyntaxExpression) throws(Diagnostic) -> String {
        if case .aggregation = syntax.kind { return "<DYN>" }
        let type = try check(syntax).type
        return name(type)
    }

    /// An aggregation named as an argument, without keys.
    mutating func aggregationArgument(
        _ syntax: SyntaxExpression, _ number: Int = 1, of action: ActionName
    ) throws(Diagnostic) -> AggregationID {
        let prefix = "D_\(action == .trunc ? "TRUNC" : action.rawValue.uppercased())"
        guard case .aggregation(let name, nil) = syntax.kind else {
            throw .argumentType(
                action.rawValue, number, expected: "aggregation", actual: try shownName(of: syntax), at: syntax.range,
                tag: "\(prefix)_AGGARG")
        }
        guard let known = scopes.aggregations[name] else {
            throw .undefinedAggregation(name, tag: "\(prefix)_AGGBAD", at: syntax.range)
        }
        return known.id
    }
}
