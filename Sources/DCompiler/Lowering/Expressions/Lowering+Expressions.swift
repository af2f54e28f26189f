import BPF
import DLanguage
import ProviderAPI

// Scalar expressions.
extension ClauseLowering {
    /// The expression's value, evaluated from left to right.
    mutating func lower(_ expression: TypedExpression) throws(CompileError) -> Value {
        note(expression.range)
        let type = layout.scalar(expression.type)
        switch expression.kind {
        case .integer(let value): return .constant(type.normalize(value))
        case .builtin(let variable): return try lower(variable)
        case .argument(let index): return argument(index, type)
        case .userRegister(let index): return try userRegister(index)
        case .variable, .dereference, .member, .index: return try read(lvalue(expression))
        case .unary(let operation, let operand): return try unary(operation, operand, type)
        case .binary(let operation, let left, let right): return try binary(operation, left, right, type)
        case .logical:
            return try truth { (me, label) throws(CompileError) in
                try me.sometimes { (me) throws(CompileError) in try me.branch(on: expression, when: true, to: label) }
            }
        case .conditional(let condition, let first, let second): return try conditional(condition, first, second)
        case .comma(let first, let second):
            try lowerEffect(first)
            return try lower(second)
        case .assign(let target, let value): return try assign(target, value)
        case .compoundAssign(let operation, let target, let value, let operationType):
            return try compoundAssign(operation, target, value, layout.scalar(operationType))
        case .increment(let target, let delta, let isPrefix): return try increment(target, delta, isPrefix)
        case .convert(let operand):
            guard layout.isScalar(operand.type) else { return try address(of: operand) }
            return convert(try lower(operand), from: layout.scalar(operand.type), to: type)
        case .addressOf(let operand): return try address(of: operand)
        case .call(let subroutine, let arguments): return try call(subroutine, arguments, type)
        case .symbol(let address): return try lower(address)
        case .string, .stringOf, .stack:
            throw failure("A string or a stack stands where a number is needed; compare it or record it instead.")
        }
    }

    /// Evaluates for the effects alone.
    mutating func lowerEffect(_ expression: TypedExpression) throws(CompileError) {
        note(expression.range)
        if case .call(let subroutine, let arguments) = expression.kind, isVoid(expression.type) {
            try callVoid(subroutine, arguments)
        } else if case .assign(let target, let value) = expression.kind, isBulk(expression.type) {
            try copyWhole(to: target, from: value)
        } else if case .string = expression.type.resolved {
            _ = try string(expression)
        } else if layout.isScalar(expression.type) {
            _ = try lower(expression)
        }
    }

    private func isVoid(_ type: DType) -> Bool { type.resolved == .void }

    /// Whether values of the type are copied as bytes.
    func isBulk(_ type: DType) -> Bool {
        switch type.resolved {
        case .aggregate, .array: true
        default: false
        }
    }

    /// Later instructions belong to the line of this range.
    mutating func note(_ range: SourceRange) {
        if range != .none, let line = context.options.lineOf?(range) { function.line = line }
    }

    private mutating func unary(_ operation: UnaryOperator, _ operand: TypedExpression, _ type: ScalarType)
        throws(CompileError) -> Value
    {
        if operation == .not {
            return try truth { (me, label) throws(CompileError) in
                try me.sometimes { (me) throws(CompileError) in try me.branch(on: operand, when: false, to: label) }
            }
        }
        let value = try lower(operand)
        if let constant = value.constant {
            return .constant(type.normalize(operation == .negate ? 0 &- constant : ~constant))
        }
        let result = copy(value)
        if operation == .negate { emit(.negate(result)) } else { alu(.xor, result, .constant(-1)) }
        normalize(result, to: type)
        return .register(result)
    }

    private mutating func binary(
        _ operation: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, _ type: ScalarType
    ) throws(CompileError) -> Value {
        if Folding.isComparison(operation) {
            if isString(left) || isString(right) {
                return try truth { (me, label) throws(CompileError) in
                    try me.compareStrings(operation, left, right, to: label)
                }
            }
            let first = try lower(left)
            return binary(operation, first, try lower(right), layout.scalar(left.type))
        }
        let first = try lower(left)
        return binary(operation, first, try lower(right), type)
    }

    func isString(_ expression: TypedExpression) -> Bool { expression.type.resolved == .string }

    private mutating func conditional(
        _ condition: TypedExpression, _ first: TypedExpression, _ second: TypedExpression
    ) throws(CompileError) -> Value {
        let result = function.register()
        let otherwise = function.label()
        let end = function.label()
        try sometimes { (me) throws(CompileError) in
            try me.branch(on: condition, when: false, to: otherwise)
            me.move(result, try me.lower(first))
        }
        emit(.go(end))
        function.bind(otherwise)
        try sometimes { (me) throws(CompileError) in me.move(result, try me.lower(second)) }
        function.bind(end)
        return .register(result)
    }

    mutating func move(_ target: VirtualRegister, _ value: Value) {
        switch value {
        case .constant(let constant): emit(.constant(target, constant))
        case .register(let source): emit(.move(target, source))
        }
    }
}
