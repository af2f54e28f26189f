extension TypedProgram {
    /// The tree in parentheses, operators first, with the types that operations and conversions work in.
    func text(_ expression: TypedExpression) -> String {
        let type = types.name(of: expression.type)
        switch expression.kind {
        case .integer(let value): return type == "int" ? "\(value)" : "\(value):\(type)"
        case .string(let bytes): return String(quoting: bytes)
        case .builtin(let builtin): return builtin.rawValue
        case .argument(let index): return "arg\(index)"
        case .userRegister(let index): return "(uregs \(text(index)))"
        case .variable(let id, let keys): return keys.isEmpty ? name(of: id) : list(name(of: id), keys)
        case .unary(let operation, let operand):
            let symbol = operation == .negate ? "-" : operation == .complement ? "~" : "!"
            return "(\(symbol):\(type) \(text(operand)))"
        case .binary(let operation, let left, let right): return list("\(operation.symbol):\(type)", [left, right])
        case .logical(let operation, let left, let right): return list(operation.symbol, [left, right])
        case .conditional(let condition, let then, let otherwise):
            return list("?:\(type)", [condition, then, otherwise])
        case .comma(let left, let right): return list(",", [left, right])
        case .assign(let target, let value): return list("=:\(type)", [target, value])
        case .compoundAssign(let operation, let target, let value, let operationType):
            return list("\(operation.symbol)=:\(types.name(of: operationType))", [target, value])
        case .increment(let target, let delta, let isPrefix):
            return "(\(isPrefix ? "pre" : "post")add \(text(target)) \(delta))"
        case .convert(let operand): return list("to:\(type)", [operand])
        case .stringOf(let operand): return list("stringof", [operand])
        case .dereference(let pointer): return list("deref:\(type)", [pointer])
        case .member(let base, let offset, let width):
            return "(member:\(type) \(text(base)) +\(offset)" + (width.map { "/\($0)" } ?? "") + ")"
        case .index(let base, let index, _): return list("index:\(type)", [base, index])
        case .addressOf(let operand): return list("address", [operand])
        case .call(let subroutine, let arguments): return list(subroutine.rawValue, arguments)
        case .stack: return "(\(type))"
        case .symbol(let address): return list(type, [address])
        }
    }

    func list(_ head: String, _ items: [TypedExpression]) -> String {
        "(" + ([head] + items.map(text)).joined(separator: " ") + ")"
    }
}
