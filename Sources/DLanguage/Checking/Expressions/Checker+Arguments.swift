/// `args[n]`: the typed arguments of the probe.
extension Checker {
    mutating func checkArgument(
        _ keys: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let argument = try argument(keys, at: site)
        guard argument.nativeType == nil else { throw .wholeTranslation(at: site) }
        return try typed(argument, as: argument.type, at: site)
    }

    /// The element of args[] that the keys name.
    mutating func argument(
        _ keys: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> ResolvedArgument {
        guard keys.count == 1, let key = keys.first else { throw .keyCount("args", keys.count, expected: 1, at: site) }
        let checked = try check(key)
        guard case .integer(let index) = checked.kind else {
            throw .argumentIndexNotConstant(name(checked.type), at: key.range)
        }
        let arguments = try probeArguments(at: site)
        let argument = index >= 0 && index < arguments.count ? arguments[Int(index)] : nil
        if index >= 0, !clause.isInSource { clause.usedArguments[Int(index)] = .some(argument) }
        guard let argument else { throw .argumentIndex(index, probe: clause.description, at: site) }
        return argument
    }

    /// The raw value of an argument as the type a provider wrote.
    mutating func typed(
        _ argument: ResolvedArgument, as written: String, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let type = try writtenType(written, of: argument, at: site)
        if let derivation = clause.derivation, !clause.isInSource {
            return converted(try derivedArgument(argument.index, of: derivation, at: site), to: type)
        }
        let raw = TypedExpression(.argument(argument.index), type: BuiltinTypes.int64, range: site)
        let space: DType.AddressSpace = argument.isUserPointer ? .user : .kernel
        switch type.resolved {
        case .string: return converted(converted(raw, to: .pointer(.integer(.char), space)), to: .string)
        case .integer, .enumeration, .pointer: return converted(raw, to: type)
        // The argument is the value's bits: they are recorded as they are, and nothing can be done with them before.
        case .float: return TypedExpression(.argument(argument.index), type: type, range: site)
        default:
            // Aggregates and arrays are passed by their address.
            return try dereferenced(converted(raw, to: .pointer(type, space)), at: site)
        }
    }

    private mutating func probeArguments(at site: SourceRange) throws(Diagnostic) -> [ResolvedArgument] {
        if clause.isInSource, let derivation = clause.derivation { return derivation.sourceArguments }
        if let known = clause.arguments { return known }
        guard let probe = clause.probe else { throw .argumentsUnavailable(at: site) }
        let resolver = resolver
        let arguments = try outside(at: site) { try resolver.arguments(of: probe) }
        clause.arguments = arguments
        return arguments
    }

    /// A type a provider wrote for an argument, its pointers led into the right address space.
    mutating func writtenType(
        _ text: String, of argument: ResolvedArgument, at site: SourceRange
    ) throws(Diagnostic) -> DType {
        let type: DType
        do {
            type = try resolve(try parseType(text), at: site)
        } catch {
            let place = clause.arguments?.firstIndex(of: argument) ?? argument.index
            throw Diagnostic(
                "D_ARGS_TYPE", "failed to resolve type of args[\(place)]: \(error.message)", at: site)
        }
        guard argument.isUserPointer, case .pointer(let target, _) = type.resolved else { return type }
        return .pointer(target, .user)
    }
}

/// A type written by itself, such as `struct file *`.
func parseType(_ text: String) throws(Diagnostic) -> SyntaxType {
    let source = DSource(name: text, text: Array(text.utf8), form: .script)
    var lexer = Lexer(source, options: CheckOptions(), state: .clause(depth: 1))
    try lexer.run()
    let lexed = LexedSource(tokens: lexer.tokens, pragmas: [], map: lexer.map, usedArguments: [])
    var parser = Parser(lexed, form: .script, options: CheckOptions())
    let type = try parser.parseTypeName()
    guard parser.current.kind == .end else { throw parser.unexpected }
    return type
}
