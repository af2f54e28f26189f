/// Variables by scope and name.
extension Checker {
    /// The variable of this name, if it is declared or assigned.
    subscript(scope: Variable.Scope, name: String) -> VariableID? {
        get {
            switch scope {
            case .global: scopes.globals[name]
            case .thread: scopes.threads[name]
            case .clause: scopes.clauses[name]
            }
        }
        set {
            switch scope {
            case .global: scopes.globals[name] = newValue
            case .thread: scopes.threads[name] = newValue
            case .clause: scopes.clauses[name] = newValue
            }
        }
    }

    mutating func define(_ name: String, scope: Variable.Scope, type: DType, keys: [DType] = []) -> VariableID {
        let id = VariableID(index: program.variables.count)
        program.variables.append(Variable(id: id, name: name, scope: scope, type: type, keys: keys))
        self[scope, name] = id
        return id
    }

    /// Whether D gives the name a meaning of its own.
    func isReserved(_ name: String) -> Bool {
        BuiltinVariable(rawValue: name) != nil || Self.argumentIndex(of: name) != nil
            || ["args", "uregs"].contains(name) || Self.functionKind(name) != nil
    }

    /// What D's function of this name is, for messages; nil when there is none.
    static func functionKind(_ name: String) -> String? {
        if AggregatingName(rawValue: name) != nil { return "aggregating function" }
        if let subroutine = Subroutine(rawValue: name) { return subroutine.isInternal ? nil : "function" }
        return ActionName(rawValue: name) != nil || unimplemented.contains(name) ? "tracing function" : nil
    }

    /// 0-9 for `arg0`-`arg9`.
    static func argumentIndex(of name: String) -> Int? {
        let bytes = Array(name.utf8)
        guard bytes.count == 4, name.hasPrefix("arg"), bytes[3].isDigit else { return nil }
        return Int(bytes[3]) - 0x30
    }

    /// The variable's value, for reading.
    func read(
        _ scope: Variable.Scope, _ name: String, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        guard let id = self[scope, name] else {
            throw scope == .global ? .unknownVariable(name, at: site) : .unassigned(Self.shown(scope, name), at: site)
        }
        let variable = program.variables[id.index]
        guard variable.keys.isEmpty else {
            throw .badReference("associative array", Self.shown(scope, name), as: "scalar", at: site)
        }
        return TypedExpression(.variable(id, keys: []), type: variable.type, range: site)
    }

    static func shown(_ scope: Variable.Scope, _ name: String) -> String {
        switch scope {
        case .global: name
        case .thread: "self->\(name)"
        case .clause: "this->\(name)"
        }
    }

    /// The scope and name of an expression that is a variable, and its keys.
    static func variable(
        _ syntax: SyntaxExpression
    ) -> (scope: Variable.Scope, name: String, keys: [SyntaxExpression])? {
        switch syntax.kind {
        case .identifier(let name): return (.global, name, [])
        case .threadVariable(let name): return (.thread, name, [])
        case .clauseVariable(let name): return (.clause, name, [])
        case .index(let base, let keys):
            guard let inner = variable(base), inner.keys.isEmpty else { return nil }
            return (inner.scope, inner.name, keys)
        default: return nil
        }
    }

    /// The target of an assignment: an lvalue, defined with the type of `value` when its name is new.
    mutating func target(
        _ syntax: SyntaxExpression, valued type: DType, symbol: String
    ) throws(Diagnostic) -> TypedExpression {
        if let (scope, name, _) = Self.variable(syntax), scope == .global { try introduce(name) }
        if let (scope, name, keys) = Self.variable(syntax), self[scope, name] == nil,
            scope != .global || (!isKnown(name) && !isReserved(name))
        {
            let stored = try storage(type, for: Self.shown(scope, name), at: syntax.range)
            guard scope != .clause || keys.isEmpty else {
                throw .localArray(Self.shown(scope, name), at: syntax.range)
            }
            let values = try checkKeys(keys, of: "associative array").map(keyed)
            for (index, key) in values.enumerated() { try requireKey(key, index + 1) }
            let id = define(name, scope: scope, type: stored, keys: values.map(\.type))
            return TypedExpression(
                .variable(id, keys: try matched(values, to: id, at: syntax.range)), type: stored, range: syntax.range)
        }
        let target = try check(syntax)
        try requireWritable(target, symbol: symbol)
        return target
    }

    /// Whether a global name means something besides a variable.
    func isKnown(_ name: String) -> Bool {
        scopes.inlines[name] != nil || scopes.enumerators[name] != nil
            || clause.bindings.contains { $0[name] != nil }
    }

    /// The type a variable takes from the first value it is assigned.
    private mutating func storage(
        _ type: DType, for name: String, at site: SourceRange
    ) throws(Diagnostic) -> DType {
        switch type.resolved {
        case .aggregate:
            _ = try size(of: type, at: site)
            return type
        case .void, .function, .stack, .symbol, .float: throw .unsupportedValue(name, self.name(type), at: site)
        case .array(let element, _):
            return isCharacter(element) ? .string : .pointer(element, .kernel)
        default: return type
        }
    }

    /// Keys converted to the array's key types.
    mutating func matched(
        _ keys: [TypedExpression], to id: VariableID, at site: SourceRange
    ) throws(Diagnostic) -> [TypedExpression] {
        let variable = program.variables[id.index]
        let name = Self.shown(variable.scope, variable.name)
        return try matchedKeys(keys, to: variable.keys, of: name, at: site)
    }

    func matchedKeys(
        _ keys: [TypedExpression], to types: [DType], of name: String, at site: SourceRange
    ) throws(Diagnostic) -> [TypedExpression] {
        guard keys.count == types.count else {
            throw .keyCount(name, keys.count, expected: types.count, at: site)
        }
        var result: [TypedExpression] = []
        for (index, (key, type)) in zip(keys, types).enumerated() {
            guard isArgument(key.type, for: type) else {
                throw .keyType(name, index + 1, expected: self.name(type), actual: self.name(key.type), at: key.range)
            }
            result.append(converted(key, to: type))
        }
        return result
    }

    /// Character arrays are keys as strings.
    func keyed(_ key: TypedExpression) -> TypedExpression {
        if case .array(let element, _) = key.type.resolved {
            return isCharacter(element) ? converted(key, to: .string) : decayed(key)
        }
        return key
    }

    /// Keys of something; actions have no value to be one.
    mutating func checkKeys(_ keys: [SyntaxExpression], of kind: String) throws(Diagnostic) -> [TypedExpression] {
        var result: [TypedExpression] = []
        for (index, key) in keys.enumerated() {
            if case .call(let name, _) = key.kind, ActionName(rawValue: name)?.isValue == false {
                throw .keyExpression("void", kind, index + 1, at: key.range)
            }
            result.append(try check(key))
        }
        return result
    }

    /// What can't be told apart by its bytes is no key of a variable.
    func requireKey(_ key: TypedExpression, _ number: Int) throws(Diagnostic) {
        switch key.type.resolved {
        case .void, .function, .stack, .symbol, .float:
            throw .keyExpression(name(key.type), "associative array", number, at: key.range)
        default: break
        }
    }
}
