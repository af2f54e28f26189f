/// Function calls in expressions.
extension Checker {
    mutating func checkCall(
        _ name: String, _ arguments: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        if let subroutine = Subroutine(rawValue: name), map.isLibrary || !subroutine.isInternal {
            return try checkSubroutine(subroutine, arguments, at: site)
        }
        if let kind = SymbolFunction(rawValue: name) { return try checkSymbol(kind, arguments, at: site) }
        if let function = StackFunction(rawValue: name) { return try checkStack(function, arguments, at: site) }
        if ActionName(rawValue: name) != nil { throw .isAction(name, at: site) }
        if AggregatingName(rawValue: name) != nil { throw .aggregatingFunctionAlone(name, at: site) }
        if Self.unimplemented.contains(name) { throw .notImplemented(name, at: site) }
        try introduce(name)
        if let id = self[.global, name] {
            let isArray = !program.variables[id.index].keys.isEmpty
            throw .notFunction(isArray ? "associative array" : "scalar", name, at: site)
        }
        if isReserved(name) || isKnown(name) { throw .notFunction("scalar", name, at: site) }
        throw .unknownFunction(name, at: site)
    }

    /// Functions that DTrace documents and that have no meaning on a stock Linux kernel.
    static let unimplemented: Set<String> = ["breakpoint", "panic", "msgsize", "msgdsize", "ddi_pathname"]

    private mutating func checkSubroutine(
        _ subroutine: Subroutine, _ syntax: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let prototype = subroutine.prototype
        guard prototype.counts.contains(syntax.count) else {
            throw .argumentCount(subroutine.rawValue, syntax.count, expected: prototype.counts, at: site)
        }
        if subroutine.isDestructive {
            if clause.speculates { throw .destructiveSpeculation(at: site) }
            program.isDestructive = true
        }
        var arguments: [TypedExpression] = []
        for (index, (item, parameter)) in zip(syntax, prototype.parameters).enumerated() {
            let value = try check(item)
            guard let argument = passed(value, as: parameter) else {
                throw .argumentType(
                    subroutine.rawValue, index + 1, expected: parameter.name(in: program.types),
                    actual: name(value.type), at: item.range)
            }
            arguments.append(argument)
        }
        return TypedExpression(.call(subroutine, arguments), type: prototype.result, range: site)
    }

    /// The value as a parameter takes it; nil when it doesn't fit.
    private func passed(
        _ value: TypedExpression, as parameter: SubroutinePrototype.Parameter
    ) -> TypedExpression? {
        switch parameter {
        case .integer(let type): return isInteger(value.type) ? converted(value, to: type) : nil
        case .string: return isStringLike(value.type) ? converted(value, to: .string) : nil
        case .stringOrNull:
            if isZero(value) || isNull(value) { return TypedExpression(.integer(0), type: .string, range: value.range) }
            return passed(value, as: .string)
        case .address:
            let address = decayed(value)
            guard isScalar(address.type) else { return nil }
            return converted(address, to: BuiltinTypes.alias("uintptr_t", .unsignedLong))
        case .pointer:
            let pointer = decayed(value)
            if isPointer(pointer.type) { return pointer }
            return isZero(pointer) ? converted(pointer, to: .pointer(.void, .kernel)) : nil
        }
    }

    private mutating func checkSymbol(
        _ function: SymbolFunction, _ syntax: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        guard syntax.count == 1, let item = syntax.first else {
            throw .argumentCount(function.rawValue, syntax.count, expected: 1...1, at: site)
        }
        let address = decayed(try check(item))
        guard isScalar(address.type) else {
            throw .argumentType(
                function.rawValue, 1, expected: "uintptr_t", actual: name(address.type), at: item.range)
        }
        return TypedExpression(
            .symbol(converted(address, to: BuiltinTypes.uint64)), type: .symbol(function.type), range: site)
    }

    /// `stack([frames])`, `ustack([frames[, string size]])`, `jstack([frames[, string size]])`.
    private mutating func checkStack(
        _ function: StackFunction, _ syntax: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        guard syntax.count <= function.mostArguments else { throw .stackArguments(function, syntax.count, at: site) }
        var type = DType.StackType(isUser: function != .stack, frames: frames(of: function))
        if let item = syntax.first {
            guard case .integer(let frames) = try check(item).kind, frames > 0, frames <= Int64(UInt16.max) else {
                throw .stackFrames(function, at: item.range)
            }
            type.frames = Int(frames)
        }
        if let most = options.maximumFrames { type.frames = max(1, min(type.frames, most)) }
        if let item = syntax.dropFirst().first {
            guard case .integer(let size) = try check(item).kind, size >= 0, size <= Int64(UInt16.max) else {
                throw .stackStrings(function, at: item.range)
            }
            type.stringSize = Int(size)
        }
        return TypedExpression(.stack, type: .stack(type), range: site)
    }

    /// Frames when none are stated.
    private func frames(of function: StackFunction) -> Int {
        switch function {
        case .stack: options.stackFrames
        case .ustack: options.userStackFrames
        case .jstack: options.javaStackFrames
        }
    }
}

/// Functions whose result is a call stack.
enum StackFunction: String {
    case stack, ustack
    /// Like `ustack`, with frames of its own number: the names of code that a virtual machine makes are found for both.
    case jstack

    var mostArguments: Int { self == .stack ? 1 : 2 }
}

/// Functions whose result is an address that the consumer names.
enum SymbolFunction: String {
    case sym, `func`, mod, usym, ufunc, umod, uaddr

    var type: DType.SymbolType {
        switch self {
        case .sym, .func: .sym
        case .mod: .mod
        case .usym, .ufunc: .usym
        case .umod: .umod
        case .uaddr: .uaddr
        }
    }
}
