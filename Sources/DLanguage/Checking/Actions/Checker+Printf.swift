/// Formats against the arguments they show.
extension Checker {
    mutating func checkFormatted(
        _ arguments: [SyntaxExpression], _ action: ActionName,
        _ make: (PrintfFormat, [TypedExpression]) -> TypedAction
    ) throws(Diagnostic) -> TypedAction {
        let format = try checkFormat(arguments[0], action)
        let values = try arguments.dropFirst().map { (item) throws(Diagnostic) -> TypedExpression in
            if case .aggregation = item.kind { throw .recordedDynamic(action.rawValue, at: item.range) }
            return try check(item)
        }
        return make(format, try match(format, values, of: action, at: arguments[0].range))
    }

    mutating func checkFormat(_ syntax: SyntaxExpression, _ action: ActionName) throws(Diagnostic) -> PrintfFormat {
        guard case .string(let bytes) = syntax.kind else {
            throw .formatNotString(action.rawValue, try shownName(of: syntax), at: syntax.range)
        }
        // freopen("") goes back to standard output.
        guard !bytes.isEmpty || action == .freopen else { throw .formatEmpty(action.rawValue, at: syntax.range) }
        return try PrintfParser.parse(bytes, name: action.rawValue, at: syntax.range)
    }

    private func match(
        _ format: PrintfFormat, _ values: [TypedExpression], of action: ActionName, at site: SourceRange
    ) throws(Diagnostic) -> [TypedExpression] {
        var rest = values[...]
        var result: [TypedExpression] = []
        var number = 0
        for case .conversion(let conversion) in format.pieces {
            number += 1
            if conversion.isAggregation { throw .formatAggregation(action.rawValue, at: site) }
            for (extent, what) in [(conversion.width, "field width"), (conversion.precision, "precision")]
            where extent == .argument {
                guard let value = rest.popFirst() else {
                    throw .formatMissing(action.rawValue, number, conversion, what: what, at: site)
                }
                guard isInteger(value.type) else {
                    throw .formatExtentType(
                        action.rawValue, values.count - rest.count + 1, number, what, name(value.type), at: value.range)
                }
                result.append(converted(value, to: BuiltinTypes.int))
            }
            guard let value = rest.popFirst() else {
                throw .formatMissing(action.rawValue, number, conversion, what: "value", at: site)
            }
            guard conversion.accepts(value.type, in: self) else {
                throw .formatType(
                    action.rawValue, values.count - rest.count + 1, number, conversion, name(value.type),
                    at: value.range)
            }
            result.append(shown(value, by: conversion))
        }
        guard rest.isEmpty else {
            throw .formatExtra(action.rawValue, values.count - rest.count, at: site)
        }
        return result
    }

    /// The argument as the conversion takes it: addresses of characters become strings, arrays decay.
    private func shown(
        _ value: TypedExpression, by conversion: PrintfFormat.Conversion
    ) -> TypedExpression {
        guard conversion.takesString else { return decayed(value) }
        // Wide characters stay what they are.
        return isStringLike(value.type) ? converted(value, to: .string) : value
    }

    mutating func checkPrinta(
        _ arguments: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> TypedAction {
        var format: PrintfFormat?
        var names = arguments[...]
        if case .string = arguments[0].kind {
            format = try checkFormat(arguments[0], .printa)
            names = names.dropFirst()
        }
        guard !names.isEmpty else {
            var diagnostic = Diagnostic.argumentCount("printa", arguments.count, expected: 2...2, at: site)
            diagnostic.tag = "D_PRINTA_PROTO"
            throw diagnostic
        }
        var ids: [AggregationID] = []
        for (index, item) in names.enumerated() {
            ids.append(try aggregationArgument(item, arguments.count - names.count + index + 1, of: .printa))
        }
        let aggregations = ids.map { program.aggregations[$0.index] }
        for other in aggregations.dropFirst() { try requireSameKeys(aggregations[0], other, at: site) }
        if let format { try matchKeys(format, aggregations, at: arguments[0].range) }
        return .printa(format, ids)
    }

    /// Aggregations printed together have keys of the same number and types.
    private func requireSameKeys(
        _ first: Aggregation, _ other: Aggregation, at site: SourceRange
    ) throws(Diagnostic) {
        guard first.keys.count == other.keys.count else { throw .printaKeyCount(first, other, at: site) }
        for (index, (key, otherKey)) in zip(first.keys, other.keys).enumerated() where !isArgument(otherKey, for: key) {
            throw .printaKeyType(index + 1, (first.name, name(key)), (other.name, name(otherKey)), at: site)
        }
    }

    /// Conversions without `@` show the keys in order; one that is left over has nothing to show.
    private func matchKeys(
        _ format: PrintfFormat, _ aggregations: [Aggregation], at site: SourceRange
    ) throws(Diagnostic) {
        let keys = aggregations[0].keys
        var shownKeys = 0
        var number = 0
        for case .conversion(let conversion) in format.pieces {
            number += 1
            if conversion.width == .argument || conversion.precision == .argument {
                throw .formatMissing("printa", number, conversion, what: "field width", at: site)
            }
            if conversion.isAggregation {
                // What an aggregation shows counts as a signed 64-bit number; distributions show as such anyway.
                guard conversion.acceptsAggregation(in: self) else {
                    throw .formatAggregationType("printa", number, conversion, at: site)
                }
                continue
            }
            guard shownKeys < keys.count else {
                throw .formatMissing("printa", number, conversion, what: "value", at: site)
            }
            guard conversion.accepts(keys[shownKeys], in: self) else {
                throw .formatType("printa", shownKeys + 1, number, conversion, name(keys[shownKeys]), at: site)
            }
            shownKeys += 1
        }
    }
}

extension PrintfFormat.Conversion {
    var takesString: Bool { character == UInt8(ascii: "s") || character == UInt8(ascii: "S") }

    /// The conversion as written, without flags and extents.
    var text: String { (isAggregation ? "@" : "") + size + String(source: [character]) }

    /// The types the conversion shows, for messages.
    var prototype: String {
        switch character {
        case UInt8(ascii: "a"), UInt8(ascii: "A"), UInt8(ascii: "p"): "pointer or integer"
        case UInt8(ascii: "c"), UInt8(ascii: "C"): "char, short, or int"
        case UInt8(ascii: "d"), UInt8(ascii: "i"): sizeName ?? "char, short, int, long, or long long"
        case UInt8(ascii: "o"), UInt8(ascii: "u"), UInt8(ascii: "x"), UInt8(ascii: "X"):
            sizeName ?? "char, short, int, long, or long long (signed or unsigned)"
        case UInt8(ascii: "k"): "stack"
        case UInt8(ascii: "s"), UInt8(ascii: "S"): takesWide ? "wchar_t []" : "char [] or string (or use stringof)"
        case UInt8(ascii: "T"), UInt8(ascii: "Y"): "int64_t"
        default: "float, double, or long double"
        }
    }

    /// Whether a value of the type can be shown.
    func accepts(_ type: DType, in checker: Checker) -> Bool {
        switch character {
        case UInt8(ascii: "a"), UInt8(ascii: "A"), UInt8(ascii: "p"):
            if case .symbol = type.resolved { return true }
            if case .array = type.resolved { return true }
            return checker.isScalar(type)
        case UInt8(ascii: "k"):
            if case .stack = type.resolved { return true }
            return false
        case UInt8(ascii: "s"), UInt8(ascii: "S"): return takesWide ? isWide(type) : checker.isStringLike(type)
        case UInt8(ascii: "T"), UInt8(ascii: "Y"): return checker.isInteger(type) && checker.integerSize(type) == 8
        case UInt8(ascii: "c"), UInt8(ascii: "C"): return checker.isInteger(type) && checker.integerSize(type) <= 4
        case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"), UInt8(ascii: "x"),
            UInt8(ascii: "X"):
            return checker.isInteger(type) && (sizeBytes.map { $0 == checker.integerSize(type) } ?? true)
        default:
            if case .float = type.resolved { return true }
            return false
        }
    }

    /// Whether the value of an aggregation can be shown.
    fileprivate func acceptsAggregation(in checker: Checker) -> Bool {
        "eEfFgG".utf8.contains(character) || accepts(BuiltinTypes.int64, in: checker)
    }

    /// The integer type that a size prefix stands for; nil without one.
    private var sizeName: String? { ["hh": "char", "h": "short", "l": "long", "ll": "long long"][size] }

    /// The size of the integers that a size prefix asks for; nil without one.
    private var sizeBytes: Int? {
        switch size {
        case "hh": 1
        case "h": 2
        case "l", "ll": 8
        default: nil
        }
    }

    /// Whether strings are of wide characters: `%ls`, `%ws`.
    private var takesWide: Bool { size == "l" || size == "w" }

    /// An array of 32-bit characters.
    private func isWide(_ type: DType) -> Bool {
        guard case .array(let element, _) = type.resolved, case .integer(let integer) = element.resolved
        else { return false }
        return integer.bytes == 4
    }
}
