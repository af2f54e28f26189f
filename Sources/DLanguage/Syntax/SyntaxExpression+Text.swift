extension SyntaxExpression: CustomStringConvertible {
    /// The tree in parentheses, operators first: `1 + 2 * 3` is `(+ 1 (* 2 3))`.
    public var description: String {
        switch kind {
        case .integer(let literal): literal.description
        case .string(let bytes): String(quoting: bytes)
        case .identifier(let name): name
        case .macroVariable(let name, let isString): "\(isString ? "$$" : "$")\(name)"
        case .threadVariable(let name): "self->\(name)"
        case .clauseVariable(let name): "this->\(name)"
        case .external(let module, let name): "\(module)`\(name)"
        case .aggregation(let name, let keys): keys.map { "(@\(name) \(Self.list($0)))" } ?? "@\(name)"
        case .unary(let operation, let operand): "(\(operation.rawValue) \(operand))"
        case .increment(let operand, let isIncrement, let isPrefix):
            isPrefix ? "(\(isIncrement ? "++" : "--")_ \(operand))" : "(_\(isIncrement ? "++" : "--") \(operand))"
        case .dereference(let operand): "(deref \(operand))"
        case .addressOf(let operand): "(address \(operand))"
        case .binary(let operation, let left, let right): "(\(operation.symbol) \(left) \(right))"
        case .logical(let operation, let left, let right): "(\(operation.symbol) \(left) \(right))"
        case .conditional(let condition, let then, let otherwise): "(? \(condition) \(then) \(otherwise))"
        case .comma(let left, let right): "(, \(left) \(right))"
        case .assign(let operation, let target, let value): "(\(operation?.symbol ?? "")= \(target) \(value))"
        case .cast(let type, let operand): "(cast <\(type)> \(operand))"
        case .sizeofType(let type): "(sizeof <\(type)>)"
        case .sizeofExpression(let operand): "(sizeof \(operand))"
        case .offsetof(let type, let member): "(offsetof <\(type)> \(member))"
        case .stringof(let operand): "(stringof \(operand))"
        case .call(let name, let arguments): arguments.isEmpty ? "(\(name))" : "(\(name) \(Self.list(arguments)))"
        case .index(let base, let keys): "(index \(base) \(Self.list(keys)))"
        case .member(let base, let name, let isArrow): "(\(isArrow ? "->" : ".") \(base) \(name))"
        case .translate(let type, let operand): "(xlate <\(type)> \(operand))"
        }
    }

    private static func list(_ items: [SyntaxExpression]) -> String {
        items.map(\.description).joined(separator: " ")
    }
}

extension IntegerLiteral: CustomStringConvertible {
    /// The value in decimal, with the suffixes of its form.
    public var description: String {
        let value = isCharacter ? String(Int64(bitPattern: bits)) : String(bits)
        return value + (isUnsigned ? "u" : "") + (isLong ? "l" : "")
    }
}

extension SyntaxType: CustomStringConvertible {
    /// The type in words, from the outside in: `pointer to array 3 of int`.
    public var description: String {
        switch self {
        case .basic(let name): name
        case .string: "string"
        case .named(let name, let module): module.isEmpty ? name : "\(module)`\(name)"
        case .tagged(let tag): tag.description
        case .pointer(let target): "pointer to \(target)"
        case .array(let element, let size): "array \(size.map { "\($0) " } ?? "")of \(element)"
        case .associative(let element, let keys):
            "associative [\(keys.map(\.description).joined(separator: ", "))] of \(element)"
        case .function(let result, let parameters):
            "function (\(parameters.map(\.description).joined(separator: ", "))) returning \(result)"
        }
    }
}

extension SyntaxTag: CustomStringConvertible {
    /// The tag with its members or constants.
    public var description: String {
        var text = keyword.rawValue
        if !name.isEmpty { text += " " + (module.isEmpty ? name : "\(module)`\(name)") }
        if let members {
            let list = members.map { member in
                "\(member.name.isEmpty ? "_" : member.name): \(member.type)"
                    + (member.width.map { " : \($0)" } ?? "")
            }
            text += " { \(list.joined(separator: "; ")) }"
        }
        if let constants {
            let list = constants.map { item in item.name + (item.value.map { " = \($0)" } ?? "") }
            text += " { \(list.joined(separator: ", ")) }"
        }
        return text
    }
}
