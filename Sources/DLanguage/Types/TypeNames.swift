extension TypeTable {
    /// The type as messages and probe listings spell it.
    public func name(of type: DType) -> String {
        switch type {
        case .void: "void"
        case .integer(let integer): integer.name
        case .float(let bytes): bytes == 4 ? "float" : bytes == 8 ? "double" : "long double"
        case .string: "string"
        case .pointer(let target, _):
            switch target {
            case .pointer: "\(name(of: target))*"
            case .function: "function *"
            default: "\(name(of: target)) *"
            }
        case .array(let element, let count):
            if case .array(let inner, let innerCount) = element {
                "\(name(of: inner)) [\(count)][\(innerCount)]"
            } else {
                "\(name(of: element)) [\(count)]"
            }
        case .aggregate(let id): "\(self[id].keyword.rawValue) \(self[id].name.isEmpty ? "(anon)" : self[id].name)"
        case .enumeration(let id): "enum \(self[id].name.isEmpty ? "(anon)" : self[id].name)"
        case .function: "function"
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
