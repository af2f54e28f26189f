/// Indirection: `*`, `&`, `[ ]`, `.` and `->`.
extension Checker {
    func dereferenced(_ pointer: TypedExpression, at site: SourceRange) throws(Diagnostic) -> TypedExpression {
        guard case .pointer(let target, _) = pointer.type.resolved else { throw .derefNonPointer(at: site) }
        switch target.resolved {
        case .void: throw .derefVoid(at: site)
        case .function: throw .derefFunction(at: site)
        case .string: return TypedExpression(.stringOf(pointer), type: .string, range: site)
        default: return TypedExpression(.dereference(pointer), type: target, range: site)
        }
    }

    mutating func checkAddressOf(
        _ syntax: SyntaxExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        if case .aggregation = syntax.kind { throw .addressOfVariable(at: site) }
        if case .index(let base, _) = syntax.kind, case .identifier("args") = base.kind {
            throw .addressOfVariable(at: site)
        }
        let operand = try check(syntax)
        switch operand.kind {
        case .builtin, .argument, .userRegister: throw .addressOfVariable(at: site)
        case .dereference(let pointer): return TypedExpression(pointer.kind, type: pointer.type, range: site)
        case .member(_, _, let width) where width != nil: throw .addressOfBitField(at: site)
        case .member, .index:
            return TypedExpression(
                .addressOf(operand), type: .pointer(operand.type, space(of: operand)), range: site)
        case .variable(let id, _):
            // Only a variable that lives in memory as a whole has an address.
            guard case .aggregate = program.variables[id.index].type.resolved else {
                throw .addressOfVariable(at: site)
            }
            return TypedExpression(.addressOf(operand), type: .pointer(operand.type, .dtrace), range: site)
        case .integer where isPointer(operand.type): return operand
        default: throw .addressOfRvalue(at: site)
        }
    }

    mutating func checkIndex(
        _ base: SyntaxExpression, _ keys: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        if case .identifier(let name) = base.kind {
            try introduce(name)
            if name == "args" { return try checkArgument(keys, at: site) }
            if name == "uregs" { return try checkRegister(keys, at: site) }
            if let inline = scopes.inlines[name], !inline.syntax.parameters.isEmpty {
                return try expand(inline.syntax, from: inline.map, keys: try checkAll(keys), at: site)
            }
        }
        if let (scope, name, inner) = Self.variable(base), inner.isEmpty, let id = self[scope, name],
            !program.variables[id.index].keys.isEmpty
        {
            let values = try matched(try checkAll(keys), to: id, at: site)
            return TypedExpression(
                .variable(id, keys: values), type: program.variables[id.index].type, range: site)
        }
        if let (scope, name, _) = Self.variable(base), scope == .global, self[scope, name] == nil,
            !isKnown(name), !isReserved(name)
        {
            throw .unassigned(name, at: base.range)
        }
        return try checkElement(try check(base), keys, at: site)
    }

    /// An element of a scalar array or of what a pointer leads to.
    private mutating func checkElement(
        _ array: TypedExpression, _ keys: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        guard keys.count == 1, let key = keys.first else { throw .badSubscript(name(array.type), at: site) }
        let index = try value(key)
        guard isInteger(index.type) else { throw .needsInteger("[ ]", operands: 1, at: key.range) }
        if case .array(let element, let count) = array.type.resolved {
            if case .integer(let constant) = index.kind, !(0..<Int64(count)).contains(constant), count > 0 {
                throw .outOfBounds(constant, count: count, at: key.range)
            }
            let offset = converted(index, to: .integer(.long))
            return TypedExpression(.index(array, offset, count: count), type: element, range: site)
        }
        if isString(array.type) {
            return TypedExpression(
                .call(.strbyte, [array, converted(index, to: .integer(.long))]), type: .integer(.char), range: site)
        }
        guard isPointer(array.type) else { throw .badSubscript(name(array.type), at: site) }
        return try dereferenced(try binary(.add, array, index, at: site), at: site)
    }

    private mutating func checkRegister(
        _ keys: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        guard keys.count == 1, let key = keys.first else {
            throw .keyCount("uregs", keys.count, expected: 1, at: site)
        }
        let index = try value(key)
        guard isInteger(index.type) else {
            throw .keyType("uregs", 1, expected: "int", actual: name(index.type), at: site)
        }
        if case .integer(let constant) = index.kind, constant < 0 { throw .registerIndex(constant, at: key.range) }
        return TypedExpression(
            .userRegister(converted(index, to: BuiltinTypes.int)), type: BuiltinTypes.uint64, range: site)
    }

    mutating func checkMember(
        _ base: SyntaxExpression, _ member: String, isArrow: Bool, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        if let translated = try checkTranslated(base, member: member, at: site) { return translated }
        var lvalue = try check(base)
        let symbol = isArrow ? "->" : "."
        if isArrow {
            let pointer = decayed(lvalue)
            guard case .pointer(let target, _) = pointer.type.resolved else {
                throw .needsPointer(symbol, at: site)
            }
            if target.resolved == .void { throw .noPointerTarget(name(pointer.type), at: site) }
            lvalue = TypedExpression(.dereference(pointer), type: target, range: base.range)
        }
        guard case .aggregate(let id) = lvalue.type.resolved else {
            throw .notAggregate(symbol, name(lvalue.type), pointer: isArrow, at: site)
        }
        guard let found = try findMember(member, of: id, at: site) else {
            throw .noMember(member, of: name(lvalue.type), at: site)
        }
        return TypedExpression(
            .member(lvalue, bitOffset: found.bitOffset, bitWidth: found.bitWidth), type: found.type, range: site)
    }

    /// The member of this name, anonymous members searched; its offset counts from the start of `id`.
    mutating func findMember(
        _ wanted: String, of id: AggregateTypeID, at site: SourceRange
    ) throws(Diagnostic) -> AggregateType.Member? {
        try nested(at: site) { (checker) throws(Diagnostic) in
            let aggregate = try checker.completed(id, at: site)
            for member in aggregate.members where member.name == wanted { return member }
            for member in aggregate.members where member.name.isEmpty {
                guard case .aggregate(let inner) = member.type.resolved else { continue }
                if var found = try checker.findMember(wanted, of: inner, at: site) {
                    found.bitOffset += member.bitOffset
                    return found
                }
            }
            return nil
        }
    }
}
