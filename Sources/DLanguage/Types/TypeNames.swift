extension TypeTable {
    /// The type as messages and probe listings spell it.
    public func name(of type: DType) -> String {
        if let function = type.functionName(name) { return function }
        return switch type {
        case .void: "void"
        case .integer(let integer): integer.name
        case .float(let bytes): bytes == 4 ? "float" : bytes == 8 ? "double" : "long double"
        case .string: "string"
        case .pointer(let target, _):
            if case .pointer = target { "\(name(of: target))*" } else { "\(name(of: target)) *" }
        case .array(let element, let count):
            if case .array(let inner, let innerCount) = element {
                "\(name(of: inner)) [\(count)][\(innerCount)]"
            } else {
                "\(name(of: element)) [\(count)]"
            }
        case .aggregate(let id): "\(self[id].keyword.rawValue) \(self[id].name.isEmpty ? "(anon)" : self[id].name)"
        case .enumeration(let id): "enum \(self[id].name.isEmpty ? "(anon)" : self[id].name)"
        case .function(let result): "\(name(of: result)) ()"
        case .alias(let name, _): name
        case .stack(let stack): stack.isUser ? "ustack" : "stack"
        case .symbol(.sym): "sym"
        case .symbol(.mod): "mod"
        case .symbol(.usym): "usym"
        case .symbol(.umod): "umod"
        case .symbol(.uaddr): "uaddr"
        }
    }
}

extension DType {
    /// Whether it is a function, whatever its result.
    public var isFunction: Bool { if case .function = resolved { true } else { false } }

    /// How C spells a pointer to a function, a pointer to such a pointer, or an array of them, without parameters; nil
    /// for all other types.
    ///
    /// - Parameter name: The name of the result's type.
    public func functionName(_ name: (DType) -> String) -> String? {
        var declarator = ""
        var type = self
        while true {
            switch type {
            case .pointer(let target, _):
                declarator = "*\(declarator)"
                type = target
            case .array(let element, let count):
                declarator = declarator.hasPrefix("*") ? "(\(declarator))[\(count)]" : "\(declarator)[\(count)]"
                type = element
            case .function(let result):
                guard declarator.hasPrefix("*") else { return nil }
                let result = name(result)
                return "\(result)\(result.hasSuffix("*") ? "" : " ")(\(declarator))()"
            default: return nil
            }
        }
    }
}
