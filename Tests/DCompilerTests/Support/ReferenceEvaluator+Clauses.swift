import DLanguage

/// What a clause traces.
enum Traced: Hashable {
    case number(Int64)
    case text([UInt8])
}

// Strings and statements.
extension ReferenceEvaluator {
    mutating func text(_ expression: TypedExpression) throws(Failure) -> [UInt8] {
        switch expression.kind {
        case .string(let bytes): return Array(bytes.prefix(stringSize - 1))
        case .variable: return strings[try cell(expression), default: []]
        case .conditional(let condition, let first, let second):
            return try text(try evaluate(condition) != 0 ? first : second)
        case .call(.strjoin, let arguments):
            let first = try text(arguments[0])
            return Array((first + (try text(arguments[1]))).prefix(stringSize - 1))
        case .call(.substr, let arguments):
            let source = try text(arguments[0])
            let start = Int(try evaluate(arguments[1]))
            return Array(source.dropFirst(start).prefix(Int(try evaluate(arguments[2]))))
        case .call(.toupper, let arguments):
            return try text(arguments[0]).map { (97...122).contains($0) ? $0 - 32 : $0 }
        default: throw .unknown
        }
    }

    mutating func number(_ subroutine: Subroutine, _ arguments: [TypedExpression]) throws(Failure) -> Int64 {
        switch subroutine {
        case .strlen: return Int64(try text(arguments[0]).count)
        case .index:
            let source = try text(arguments[0])
            let needle = try text(arguments[1])
            let place = (0...source.count).first { source.dropFirst($0).starts(with: needle) }
            return Int64(place ?? -1)
        default: throw .unknown
        }
    }

    static func order(_ first: [UInt8], _ second: [UInt8]) -> Int64 {
        first == second ? 0 : first.lexicographicallyPrecedes(second) ? -1 : 1
    }

    /// Runs a clause; the result is what each of its records holds, and the fault that ended it.
    mutating func run(_ statements: [TypedStatement]) -> (records: [[Traced]], fault: Failure?) {
        var records: [[Traced]] = []
        do {
            try run(statements, &records)
            return (records, nil)
        } catch { return (records, error) }
    }

    /// A record reaches from the first action to the last one between two `if` statements.
    private mutating func run(_ statements: [TypedStatement], _ records: inout [[Traced]]) throws(Failure) {
        var open: [Traced] = []
        for (index, statement) in statements.enumerated() {
            switch statement {
            case .conditional(let condition, let first, let second):
                try run(try evaluate(condition) != 0 ? first : second, &records)
            case .expression(let expression): try effect(of: expression)
            case .action(.trace(let value)):
                open.append(value.type == .string ? .text(try text(value)) : .number(try evaluate(value)))
                let rest = statements[(index + 1)...].prefix {
                    if case .conditional = $0 { false } else { true }
                }
                if !rest.contains(where: { if case .action = $0 { true } else { false } }) {
                    records.append(open)
                    open = []
                }
            default: throw .unknown
            }
        }
    }

    private mutating func effect(of expression: TypedExpression) throws(Failure) {
        if case .assign(let target, let value) = expression.kind, target.type == .string {
            let cell = try cell(target)
            strings[cell] = try text(value)
        } else {
            _ = try evaluate(expression)
        }
    }
}
