/// Written types resolved to the program's types.
extension Checker {
    func name(_ type: DType) -> String { program.types.name(of: type) }

    mutating func resolve(_ type: SyntaxType, at site: SourceRange) throws(Diagnostic) -> DType {
        try nested(at: site) { (checker) throws(Diagnostic) in
            switch type {
            case .basic(let name):
                guard let basic = BuiltinTypes.basic(name) else { throw .unknownType(name, at: site) }
                return basic
            case .string: return .string
            case .named(let name, let module): return try checker.namedType(name, module: module, at: site)
            case .tagged(let tag): return try checker.taggedType(tag)
            case .pointer(let target): return .pointer(try checker.resolve(target, at: site), .kernel)
            case .array(let element, let size): return try checker.arrayType(element, size: size, at: site)
            case .associative(let element, _): return try checker.resolve(element, at: site)
            case .function(let result, _): return .function(returning: try checker.resolve(result, at: site))
            }
        }
    }

    private mutating func arrayType(
        _ element: SyntaxType, size: SyntaxExpression?, at site: SourceRange
    ) throws(Diagnostic) -> DType {
        let type = try resolve(element, at: site)
        guard let size else { return .array(type, count: 0) }
        guard case .integer(let count) = try check(size).kind, count > 0 else { throw .arraySize(at: size.range) }
        guard count <= 1 << 24 else { throw .arrayTooBig(at: size.range) }
        return .array(type, count: Int(count))
    }

    /// A typedef of the program, of every program, or of the outside.
    private mutating func namedType(
        _ name: String, module: String, at site: SourceRange
    ) throws(Diagnostic) -> DType {
        if module.isEmpty {
            guard let type = try knownType(name, at: site) else {
                throw Diagnostic.unknownType(name, at: site).because(source.absence(of: .types))
            }
            return type
        }
        if BuiltinTypes.isNamespace(module) {
            if let basic = BuiltinTypes.basic(name) { return basic }
            guard let type = try ownType(name) else { throw .unknownTag("\(module)`\(name)", at: site) }
            return type
        }
        guard let type = try outsideType(name, module: module, at: site) else {
            throw Diagnostic.unknownTag("\(module)`\(name)", at: site).because(source.absence(of: .types))
        }
        return type
    }

    /// The type a name stands for; nil when it is no type's.
    mutating func knownType(_ name: String, at site: SourceRange) throws(Diagnostic) -> DType? {
        if let own = try ownType(name) { return own }
        return try outsideType(name, at: site)
    }

    /// A typedef of the program, of every program, or of a library.
    private mutating func ownType(_ name: String) throws(Diagnostic) -> DType? {
        if let own = scopes.typedefs[name] ?? BuiltinTypes.typedef(name) { return own }
        return try readLibrary(defining: name) ? scopes.typedefs[name] : nil
    }

    /// A type of the kernel, asked for once.
    mutating func outsideType(
        _ name: String, module: String = "", at site: SourceRange
    ) throws(Diagnostic) -> DType? {
        let key = "\(module)`\(name)"
        if let known = scopes.outside[key] { return known }
        let source = source
        var table = program.types
        let type = try outside(at: site) {
            try source.type(named: name, module: module.isEmpty ? nil : module, into: &table)
        }
        program.types = table
        scopes.outside[key] = .some(type)
        return type
    }

    /// `struct name`, with or without a definition.
    private mutating func taggedType(_ tag: SyntaxTag) throws(Diagnostic) -> DType {
        let key = tag.key
        if let constants = tag.constants { return try define(tag, key: key, constants: constants) }
        if let members = tag.members { return try define(tag, key: key, members: members) }
        let isNamespace = BuiltinTypes.isNamespace(tag.module)
        if tag.module.isEmpty || isNamespace {
            if let own = scopes.tags[key] { return own }
            if try readLibrary(defining: key), let own = scopes.tags[key] { return own }
            if scopes.ownTags.contains(key) { return enterOwn(tag, key) }
        }
        if !isNamespace, let type = try outsideType(key, module: tag.module, at: tag.range) { return type }
        guard tag.module.isEmpty else {
            let absence = isNamespace ? nil : source.absence(of: .types)
            throw Diagnostic.unknownTag("\(tag.module)`\(tag.name)", at: tag.range).because(absence)
        }
        guard tag.keyword != .enumeration else {
            throw Diagnostic.unknownTag(key, at: tag.range).because(source.absence(of: .types))
        }
        return enterOwn(tag, key)
    }

    /// A struct or union of the program that is not defined yet.
    private mutating func enterOwn(_ tag: SyntaxTag, _ key: String) -> DType {
        let type = enterIncomplete(tag)
        scopes.tags[key] = type
        return type
    }

    private mutating func enterIncomplete(_ tag: SyntaxTag) -> DType {
        let id = AggregateTypeID(index: program.types.aggregates.count)
        program.types.aggregates.append(
            AggregateType(
                keyword: tag.keyword == .union ? .union : .structure, name: tag.name, bytes: 0, alignment: 1,
                members: [], isComplete: false))
        return .aggregate(id)
    }

    private mutating func define(
        _ tag: SyntaxTag, key: String, members: [SyntaxMember]
    ) throws(Diagnostic) -> DType {
        var type: DType?
        if !tag.name.isEmpty, case .aggregate(let id)? = scopes.tags[key] {
            guard !program.types[id].isComplete else { throw .typeRedeclared(key, at: tag.range) }
            type = scopes.tags[key]
        }
        let entered = type ?? enterIncomplete(tag)
        if !tag.name.isEmpty { scopes.tags[key] = entered }
        guard case .aggregate(let id) = entered else { return entered }
        program.types[id] = try layOut(tag, members)
        return entered
    }

    private mutating func define(
        _ tag: SyntaxTag, key: String, constants: [SyntaxEnumerator]
    ) throws(Diagnostic) -> DType {
        if !tag.name.isEmpty, scopes.tags[key] != nil { throw .typeRedeclared(key, at: tag.range) }
        let type = DType.enumeration(EnumTypeID(index: program.types.enumerations.count))
        var enumeration = EnumType(name: tag.name, bytes: 4, constantNames: [], constantValues: [])
        program.types.enumerations.append(enumeration)
        var next: Int64 = 0
        for item in constants {
            if let value = item.value {
                guard case .integer(let constant) = try check(value).kind else {
                    throw .enumeratorConstant(item.name, at: item.range)
                }
                next = constant
            }
            guard Int32(exactly: next) != nil else { throw .enumeratorRange(item.name, at: item.range) }
            guard scopes.enumerators[item.name] == nil, self[.global, item.name] == nil,
                isHeader(at: item.range) || !isReserved(item.name)
            else {
                throw .redeclared(item.name, at: item.range)
            }
            scopes.enumerators[item.name] = (next, type)
            enumeration.constantNames.append(item.name)
            enumeration.constantValues.append(next)
            next += 1
        }
        if case .enumeration(let id) = type { program.types.enumerations[id.index] = enumeration }
        if !tag.name.isEmpty { scopes.tags[key] = type }
        return type
    }
}
