import DLanguage

extension ValueRenderer {
    /// The size of a value of this type in bytes, 0 when it has none.
    func size(of type: DType) -> Int {
        switch type.resolved {
        case .integer(let integer): integer.bytes
        case .float(let bytes): bytes
        case .pointer, .function: 8
        case .array(let element, let count):
            size(of: element).multipliedReportingOverflow(by: max(0, count)).partialValue
        case .aggregate(let id): types.aggregates.indices.contains(id.index) ? types[id].bytes : 0
        case .enumeration(let id): types.enumerations.indices.contains(id.index) ? types[id].bytes : 0
        case .void, .string, .alias, .stack, .symbol: 0
        }
    }

    /// The type as C spells it, without a declarator.
    func name(of type: DType) -> String {
        if let function = type.functionName(name) { return function }
        return switch type {
        case .void: "void"
        case .integer(let integer): integer.name
        case .float(let bytes): bytes == 4 ? "float" : "double"
        case .string: "string"
        case .pointer(let target, _):
            if case .pointer = target { "\(name(of: target))*" } else { "\(name(of: target)) *" }
        case .array: arrayName(type)
        case .aggregate(let id):
            types.aggregates.indices.contains(id.index)
                ? tagged(types[id].keyword.rawValue, types[id].name) : "struct"
        case .enumeration(let id):
            types.enumerations.indices.contains(id.index) ? tagged("enum", types[id].name) : "enum"
        case .function(let result): "\(name(of: result)) ()"
        case .alias(let name, _): name
        case .stack: "stack"
        case .symbol: "symbol"
        }
    }

    private func tagged(_ keyword: String, _ name: String) -> String {
        if name.isEmpty { return keyword }
        return name.hasPrefix("\(keyword) ") ? name : "\(keyword) \(name)"
    }

    private func arrayName(_ type: DType) -> String {
        var extents = ""
        var element = type
        while case .array(let inner, let count) = element {
            extents += "[\(count)]"
            element = inner
        }
        return "\(name(of: element)) \(extents)"
    }
}
