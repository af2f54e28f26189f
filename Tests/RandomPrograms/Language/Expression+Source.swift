extension Expression {
    /// The expression in D, in parentheses where that matters.
    var source: String {
        switch self {
        case .literal(let value, let kind): Self.source(value, kind)
        case .place(let place): place.source
        case .unary(let operation, let operand): "(\(operation.rawValue)\(operand.source))"
        case .binary(let operation, let left, let right): "(\(left.source) \(operation.rawValue) \(right.source))"
        case .logical(let operation, let left, let right): "(\(left.source) \(operation.rawValue) \(right.source))"
        case .conditional(let condition, let first, let second):
            "(\(condition.source) ? \(first.source) : \(second.source))"
        case .comma(let first, let second): "(\(first.source), \(second.source))"
        case .cast(let kind, let operand): "((\(kind.name))\(operand.source))"
        case .assign(let place, let value): "(\(place.source) = \(value.source))"
        case .compound(let operation, let place, let value): "(\(place.source) \(operation.rawValue)= \(value.source))"
        case .increment(let place, let delta, let isPrefix):
            isPrefix ? "(\(delta > 0 ? "++" : "--")\(place.source))" : "(\(place.source)\(delta > 0 ? "++" : "--"))"
        case .length(let text): "strlen(\(text.source))"
        case .compareTexts(let operation, let left, let right): "(\(left.source) \(operation.rawValue) \(right.source))"
        case .find(let text, let needle, let start, let last):
            "\(last ? "rindex" : "index")(\(text.source), \(needle.source)\(start.map { ", " + $0.source } ?? ""))"
        case .parsed(let text, let base): "strtoll(\(text.source)\(base == 10 ? "" : ", \(base)"))"
        case .swapped(let swap, let value): "\(swap.rawValue)(\(value.source))"
        case .distance(let first, let second): "(&this->p[\(second.source)] - &this->p[\(first.source)])"
        case .size(let place): "sizeof (\(place.source))"
        case .named(let constant): constant.source
        case .badLoad(let address): "(*(int *)\(address))"
        case .largeAllocation: "((unsigned long)alloca(100000))"
        }
    }

    private static func source(_ value: Int64, _ kind: IntegerKind) -> String {
        guard let suffix = kind.suffix else { return "((\(kind.name))\(value))" }
        if !kind.isSigned { return "\(UInt64(bitPattern: value))\(suffix)" }
        if value == kind.cut(1 << (kind.bytes * 8 - 1)) { return "((\(kind.name))\(UInt64(value.magnitude))UL)" }
        return value < 0 ? "(-\(value.magnitude)\(suffix))" : "\(value)\(suffix)"
    }
}

extension Place {
    var source: String {
        switch self {
        case .variable(let variable, let keys): variable.reference + keys.subscripts
        case .element(let index): "r[\(index.source)]"
        case .cell(let row, let column): "mm[\(row.source)][\(column.source)]"
        case .member(.pointed, let member): "this->q->\(member.name)"
        case .member(let structure, let member): "\(structure.source).\(member.name)"
        case .view(let member): "un.\(member.name)"
        case .pointed(let index, let bySubscript):
            bySubscript ? "this->p[\(index.source)]" : "(*(this->p + \(index.source)))"
        }
    }
}

extension Structure {
    var source: String {
        switch self {
        case .global: "st"
        case .other: "so"
        case .thread: "self->st"
        case .clause: "this->st"
        case .element(let key): "sa[\(key.source)]"
        case .pointed: "*this->q"
        }
    }
}

extension Text {
    var source: String {
        switch self {
        case .literal(let bytes): "\"\(String(decoding: bytes, as: UTF8.self))\""
        case .variable(let variable, let keys): variable.reference + keys.subscripts
        case .join(let first, let second): "strjoin(\(first.source), \(second.source))"
        case .part(let text, let start, let count):
            "substr(\(text.source), \(start.source)\(count.map { ", " + $0.source } ?? ""))"
        case .upper(let text): "toupper(\(text.source))"
        case .lower(let text): "tolower(\(text.source))"
        case .conditional(let condition, let first, let second):
            "(\(condition.source) ? \(first.source) : \(second.source))"
        case .fromByte(let text, let byte, let last): "\(last ? "strrchr" : "strchr")(\(text.source), \(byte))"
        case .fromText(let text, let needle): "strstr(\(text.source), \(needle.source))"
        case .number(let value, let base): "lltostr(\(value.source)\(base == 10 ? "" : ", \(base)"))"
        case .token(let text, let separators, let second):
            second
                ? "strjoin(strtok(\(text.source), \(Text.literal(separators).source)), strtok(NULL, \(Text.literal(separators).source)))"
                : "strtok(\(text.source), \(Text.literal(separators).source))"
        case .nextToken(let separators): "strtok(NULL, \(Text.literal(separators).source))"
        case .base(let text): "basename(\(text.source))"
        case .folder(let text): "dirname(\(text.source))"
        }
    }
}

extension Argument {
    var source: String {
        switch self {
        case .number(let value): value.source
        case .text(let text): text.source
        }
    }

    /// The conversion that prints it.
    var conversion: String {
        switch self {
        case .number(let value): value.kind.isSigned ? "%d" : "%u"
        case .text: "%s"
        }
    }
}

extension [Argument] {
    var subscripts: String { isEmpty ? "" : "[\(map(\.source).joined(separator: ", "))]" }
}
