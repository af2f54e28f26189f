/// Identifiers: what they stand for.
extension Checker {
    mutating func checkName(_ syntax: SyntaxExpression) throws(Diagnostic) -> TypedExpression {
        let site = syntax.range
        switch syntax.kind {
        case .identifier(let name): return try checkIdentifier(name, at: site)
        case .threadVariable(let name): return try read(.thread, name, at: site)
        case .clauseVariable(let name): return try read(.clause, name, at: site)
        case .macroVariable(let name, let isString):
            guard let value = options.macroVariables[name] else {
                throw .undefinedMacroVariable(isString ? "$\(name)" : name, at: site)
            }
            if isString { return TypedExpression(.string(Array("\(value)".utf8)), type: .string, range: site) }
            let type = Int32(exactly: value) == nil ? IntegerType.long : .int
            return TypedExpression(.integer(value), type: .integer(type), range: site)
        case .external(let module, let name): return try checkExternal(module, name, at: site)
        default: throw .unknownVariable("expression", at: site)
        }
    }

    private mutating func checkIdentifier(_ name: String, at site: SourceRange) throws(Diagnostic) -> TypedExpression {
        for binding in clause.bindings.reversed() {
            if var bound = binding[name] {
                bound.range = site
                return bound
            }
        }
        try introduce(name)
        // Before the built-in variables: libraries may define some of them. Only the members of `curcpu` are theirs.
        if name != "curcpu", let inline = scopes.inlines[name] {
            guard inline.syntax.parameters.isEmpty else {
                throw .badReference("inline array", name, as: "scalar", at: site)
            }
            return try expand(inline.syntax, from: inline.map, keys: [], at: site)
        }
        if let index = Self.argumentIndex(of: name) {
            return try rawArgument(index, at: site)
        }
        if name == "args" || name == "uregs" { throw .badReference("array", name, as: "scalar", at: site) }
        if let builtin = BuiltinVariable(rawValue: name) { return try checkBuiltin(builtin, at: site) }
        if self[.global, name] != nil { return try read(.global, name, at: site) }
        if let (value, type) = scopes.enumerators[name] {
            return TypedExpression(.integer(value), type: type, range: site)
        }
        if name == "NULL" { return TypedExpression(.integer(0), type: .pointer(.void, .kernel), range: site) }
        if let kind = Self.functionKind(name) { throw .badReference(kind, name, as: "scalar", at: site) }
        if let constant = try outsideEnumerator(name, at: site) { return constant }
        throw .unknownVariable(name, at: site)
    }

    /// A constant of one of the kernel's enumerations.
    private mutating func outsideEnumerator(
        _ name: String, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression? {
        let source = source
        var table = program.types
        guard let found = try outside(at: site, { try source.enumerator(named: name, into: &table) }) else {
            return nil
        }
        program.types = table
        scopes.enumerators[name] = (found.value, found.type)
        return TypedExpression(.integer(found.value), type: found.type, range: site)
    }

    private mutating func checkBuiltin(
        _ builtin: BuiltinVariable, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        if builtin == .curthread { try note(.privateData, "scalar curthread", at: site) }
        return TypedExpression(.builtin(builtin), type: try type(of: builtin, at: site), range: site)
    }

    /// The types of the built-in variables (DTrace guide, table of built-in variables).
    private mutating func type(of builtin: BuiltinVariable, at site: SourceRange) throws(Diagnostic) -> DType {
        switch builtin {
        case .caller, .ucaller: BuiltinTypes.alias("uintptr_t", .unsignedLong)
        case .curcpu: .pointer(try optionalType("cpuinfo_t", at: site), .kernel)
        case .cpu: BuiltinTypes.alias("processorid_t", .int)
        case .curthread: .pointer(try optionalType("struct task_struct", at: site), .kernel)
        case .epid, .id, .ipl: BuiltinTypes.alias("uint_t", .unsignedInt)
        case .errno: BuiltinTypes.int
        case .execname, .probeprov, .probemod, .probefunc, .probename: .string
        case .gid: BuiltinTypes.alias("gid_t", .unsignedInt)
        case .uid: BuiltinTypes.alias("uid_t", .unsignedInt)
        case .pid, .ppid: BuiltinTypes.alias("pid_t", .int)
        case .tid: BuiltinTypes.alias("id_t", .int)
        case .stackdepth, .ustackdepth: BuiltinTypes.alias("uint32_t", .unsignedInt)
        case .timestamp, .vtimestamp: BuiltinTypes.uint64
        case .ticks: .integer(.unsignedLong)
        case .walltimestamp: BuiltinTypes.int64
        }
    }

    /// The program's or the kernel's type of this name; void where there is none.
    private mutating func optionalType(_ name: String, at site: SourceRange) throws(Diagnostic) -> DType {
        if let own = scopes.typedefs[name] ?? scopes.tags[name] { return own }
        if try readLibrary(defining: name) { return try optionalType(name, at: site) }
        return try outsideType(name, at: site) ?? .void
    }

    /// A kernel variable's value, or a kernel function's address.
    private mutating func checkExternal(
        _ module: String, _ name: String, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let source = source
        var table = program.types
        let found = try outside(at: site) {
            try source.symbol(named: name, module: module.isEmpty ? nil : module, into: &table)
        }
        program.types = table
        guard let symbol = found else {
            throw Diagnostic.unknownSymbol(module.isEmpty ? "`\(name)" : "\(module)`\(name)", at: site)
                .because(source.absence(of: .variables))
        }
        try note(.kernel, "symbol \(module)`\(name)", at: site)
        let type = DType.pointer(symbol.type, .kernel)
        let address: TypedExpression
        switch symbol.place {
        case .address(let place): address = TypedExpression(.integer(Int64(bitPattern: place)), type: type, range: site)
        case .perProcessor(let place, let offsets):
            address = processorAddress(of: place, offsets: offsets, type, at: site)
        case .value(let variable): return TypedExpression(.builtin(variable), type: symbol.type, range: site)
        }
        if symbol.type.isFunction { return address }
        return TypedExpression(.dereference(address), type: symbol.type, range: site)
    }

    /// The address of a variable that each processor has its own of.
    private func processorAddress(
        of place: UInt64, offsets: UInt64, _ type: DType, at site: SourceRange
    ) -> TypedExpression {
        func long(_ kind: TypedExpression.Kind) -> TypedExpression {
            TypedExpression(kind, type: .integer(.long), range: site)
        }
        func constant(_ value: UInt64) -> TypedExpression { long(.integer(Int64(bitPattern: value))) }
        let processor = TypedExpression(.builtin(.cpu), type: BuiltinTypes.int, range: site)
        let element = long(
            .binary(.add, constant(offsets), long(.binary(.multiply, long(.convert(processor)), constant(8)))))
        let offset = long(
            .dereference(TypedExpression(.convert(element), type: .pointer(.integer(.long), .kernel), range: site)))
        return TypedExpression(.convert(long(.binary(.add, constant(place), offset))), type: type, range: site)
    }

    /// An inline's value with its keys bound to its parameters.
    mutating func expand(
        _ inline: SyntaxInline, from origin: SourceMap, keys: [TypedExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let outer = clause.attributes
        defer { if let stated = scopes.stated[inline.name] { clause.attributes = outer.weaker(stated) } }
        if case .translate = inline.value.kind { throw .wholeTranslation(at: site) }
        return try bound(inline, from: origin, keys: keys, at: site) { (checker) throws(Diagnostic) in
            let type = try checker.resolve(inline.type, at: inline.range)
            let value = try checker.check(inline.value)
            guard checker.isAssignable(value, to: type) else {
                throw .inlineType(inline.name, checker.name(type), checker.name(value.type), at: inline.range)
            }
            var result = checker.converted(value, to: type)
            result.range = site
            return result
        }
    }

    /// Runs `body` with an inline's parameters bound and its source's lines.
    mutating func bound<Result>(
        _ inline: SyntaxInline, from origin: SourceMap, keys: [TypedExpression], at site: SourceRange,
        _ body: (inout Checker) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        guard nesting < Self.nestingLimit else { throw .tooDeep(at: site) }
        var binding: [String: TypedExpression] = [:]
        var types: [DType] = []
        for parameter in inline.parameters { types.append(try resolve(parameter.type, at: inline.range)) }
        for (parameter, key) in zip(inline.parameters, try matchedKeys(keys, to: types, of: inline.name, at: site)) {
            if !parameter.name.isEmpty { binding[parameter.name] = key }
        }
        let outer = clause.bindings
        clause.bindings = [binding]
        defer { clause.bindings = outer }
        return try nested(at: site, levels: 4) { (checker) throws(Diagnostic) in
            try checker.within(origin, body)
        }
    }
}
