/// Sizes, and the layout of structs and unions: the System V ABI's rules.
extension Checker {
    /// The size of a value in bytes; nil for types without one.
    mutating func size(of type: DType, at site: SourceRange) throws(Diagnostic) -> Int? {
        switch type.resolved {
        case .void, .function, .stack, .symbol, .alias: return nil
        case .integer(let integer): return integer.bytes
        case .float(let bytes): return bytes
        case .string: return options.stringSize
        case .pointer: return 8
        case .array(let element, let count):
            guard let bytes = try size(of: element, at: site) else { return nil }
            let (product, overflow) = bytes.multipliedReportingOverflow(by: count)
            guard !overflow, product <= 1 << 30 else { throw .arraySize(at: site) }
            return product
        case .aggregate(let id): return try completed(id, at: site).bytes
        case .enumeration(let id): return program.types[id].bytes
        }
    }

    private func alignment(of type: DType) -> Int {
        switch type.resolved {
        case .integer(let integer): integer.bytes
        case .float(let bytes): bytes
        case .pointer: 8
        case .array(let element, _): alignment(of: element)
        case .aggregate(let id): max(1, program.types[id].alignment)
        case .enumeration(let id): program.types[id].bytes
        default: 1
        }
    }

    /// The aggregate with its members, asked for when only its name is known.
    mutating func completed(_ id: AggregateTypeID, at site: SourceRange) throws(Diagnostic) -> AggregateType {
        if !program.types[id].isComplete {
            let source = source
            var table = program.types
            try outside(at: site) { try source.complete(id, in: &table) }
            program.types = table
        }
        guard program.types[id].isComplete else {
            throw Diagnostic.incompleteType(name(.aggregate(id)), at: site).because(source.absence(of: .types))
        }
        return program.types[id]
    }

    /// Completes all aggregates that values of the type consist of, for showing them member by member.
    mutating func completeParts(of type: DType, at site: SourceRange) throws(Diagnostic) {
        switch type.resolved {
        case .array(let element, _): try completeParts(of: element, at: site)
        case .aggregate(let id):
            for member in try completed(id, at: site).members { try completeParts(of: member.type, at: site) }
        default: break
        }
    }

    mutating func layOut(_ tag: SyntaxTag, _ members: [SyntaxMember]) throws(Diagnostic) -> AggregateType {
        var result = AggregateType(
            keyword: tag.keyword == .union ? .union : .structure, name: tag.name, bytes: 0, alignment: 1, members: [])
        var position = 0  // in bits, where the next member may begin
        var end = 0
        for member in members {
            if case .associative = member.type { throw .dynamicMember(member.name, at: member.range) }
            let type = try resolve(member.type, at: member.range)
            if !member.name.isEmpty, result.members.contains(where: { $0.name == member.name }) {
                throw .redeclared(member.name, at: member.range)
            }
            guard let bytes = try sizeOfMember(member.name, type, at: member.range) else {
                throw .badMember(member.name, at: member.range)
            }
            let unit = alignment(of: type) * 8
            var bits = bytes * 8
            var width: Int?
            if let expression = member.width {
                width = try bitWidth(expression, of: type, bytes: bytes, name: member.name)
                bits = width ?? 0
                if bits == 0 || position / unit != (position + bits - 1) / unit { position = roundUp(position, unit) }
            } else {
                position = roundUp(position, unit)
            }
            if width == nil || !member.name.isEmpty {
                result.alignment = max(result.alignment, unit / 8)
                result.members.append(
                    AggregateType.Member(name: member.name, type: type, bitOffset: position, bitWidth: width))
            }
            end = max(end, position + bits)
            position = tag.keyword == .union ? 0 : position + bits
            guard end <= 1 << 33 else { throw .arraySize(at: member.range) }
        }
        result.bytes = roundUp(end, result.alignment * 8) / 8
        return result
    }

    private mutating func sizeOfMember(
        _ name: String, _ type: DType, at site: SourceRange
    ) throws(Diagnostic) -> Int? {
        do {
            return try size(of: type, at: site)
        } catch {
            throw error.tag == "D_OP_INCOMPLETE" ? .incompleteObject(self.name(type), name, at: site) : error
        }
    }

    private mutating func bitWidth(
        _ expression: SyntaxExpression, of type: DType, bytes: Int, name: String
    ) throws(Diagnostic) -> Int {
        guard case .integer(let value) = try check(expression).kind, value >= (name.isEmpty ? 0 : 1) else {
            throw .bitFieldConstant(at: expression.range)
        }
        guard isInteger(type) else { throw .bitFieldType(name, at: expression.range) }
        guard value <= Int64(bytes * 8) else { throw .bitFieldSize(name, at: expression.range) }
        return Int(value)
    }

    private func roundUp(_ value: Int, _ unit: Int) -> Int { (value + unit - 1) / unit * unit }
}
