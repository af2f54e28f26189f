import BPF
import DLanguage

// Values, constants and arithmetic in C's meaning on LP64.
extension ClauseLowering {
    /// The value in a register.
    mutating func register(_ value: Value) -> VirtualRegister {
        switch value {
        case .register(let register): return register
        case .constant(let constant):
            let register = function.register()
            emit(.constant(register, constant))
            return register
        }
    }

    /// The value in a register of its own that may be changed.
    mutating func copy(_ value: Value, _ kind: RegisterClass = .scalar) -> VirtualRegister {
        let register = function.register(kind)
        switch value {
        case .constant(let constant): emit(.constant(register, constant))
        case .register(let source): emit(.move(register, source))
        }
        return register
    }

    /// The value as an operand: an immediate when it fits.
    mutating func operand(_ value: Value) -> IROperand {
        if let constant = value.constant, let small = Int32(exactly: constant) { return .immediate(small) }
        return .register(register(value))
    }

    mutating func alu(_ operation: ALU, _ target: VirtualRegister, _ value: Value, _ width: ALUWidth = .w64) {
        let operand = operand(value)
        emit(.alu(operation, width, target, operand))
    }

    /// Cuts a register to the type's width and extends it by its sign.
    mutating func normalize(_ register: VirtualRegister, to type: ScalarType) {
        let shift = Int64(64 - type.bytes * 8)
        switch (type.bytes, type.isSigned) {
        case (8..., _): return
        case (4, false): emit(.alu(.mov, .w32, register, .register(register)))
        case (_, false): alu(.and, register, .constant((1 << Int64(type.bytes * 8)) - 1))
        case (_, true):
            alu(.lsh, register, .constant(shift))
            alu(.arsh, register, .constant(shift))
        }
    }

    /// The value converted to another scalar type.
    mutating func convert(_ value: Value, from source: ScalarType, to target: ScalarType) -> Value {
        if let constant = value.constant { return .constant(target.normalize(constant)) }
        let widens = target.bytes > source.bytes && (target.isSigned || !source.isSigned || target.bytes == 8)
        if target.bytes == 8 || widens || target == source { return value }
        let register = copy(value)
        normalize(register, to: target)
        return .register(register)
    }

    mutating func binary(_ operation: BinaryOperator, _ left: Value, _ right: Value, _ type: ScalarType)
        -> Value
    {
        if let a = left.constant, let b = right.constant, let folded = Folding.fold(operation, a, b, type) {
            return .constant(folded)
        }
        switch operation {
        case .add, .multiply, .and, .or, .xor:
            // Constants go right, where they can be immediates.
            let (a, b) = left.constant == nil ? (left, right) : (right, left)
            return simple(operation, a, b, type)
        case .subtract: return simple(operation, left, right, type)
        case .shiftLeft, .shiftRight: return shift(operation, left, right, type)
        case .divide, .modulo: return divide(operation, left, right, type)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            return truth { lowering, label in
                lowering.jump(operation, left, right, type, to: label)
            }
        }
    }

    private mutating func simple(_ operation: BinaryOperator, _ left: Value, _ right: Value, _ type: ScalarType)
        -> Value
    {
        if let b = right.constant {
            if Folding.isIdentity(operation, b) { return left }
            if operation == .multiply, b > 0, b & (b - 1) == 0 {
                return shift(.shiftLeft, left, .constant(Int64(b.trailingZeroBitCount)), type)
            }
        }
        let result = copy(left)
        alu(Folding.machineOperation(operation), result, right)
        // Bit operations on extended values give extended values.
        if ![.and, .or, .xor].contains(operation) { normalize(result, to: type) }
        return .register(result)
    }

    /// Counts are taken modulo 64, as DTrace's machine does for every width.
    private mutating func shift(_ operation: BinaryOperator, _ left: Value, _ right: Value, _ type: ScalarType)
        -> Value
    {
        let count: Value = right.constant.map { .constant($0 & 63) } ?? right
        let result = copy(left)
        if operation == .shiftLeft {
            alu(.lsh, result, count)
            normalize(result, to: type)
        } else {
            alu(type.isSigned ? .arsh : .rsh, result, count)
        }
        return .register(result)
    }

    /// An `int` that is 1 when `jump` takes its label.
    mutating func truth<Failure: Error>(_ jump: (inout ClauseLowering, IRLabel) throws(Failure) -> Void) throws(Failure)
        -> Value
    {
        let result = function.register()
        let holds = function.label()
        let end = function.label()
        try jump(&self, holds)
        emit(.constant(result, 0))
        emit(.go(end))
        function.bind(holds)
        emit(.constant(result, 1))
        function.bind(end)
        return .register(result)
    }

    /// Jumps when the comparison holds.
    mutating func jump(
        _ operation: BinaryOperator, _ left: Value, _ right: Value, _ type: ScalarType, to label: IRLabel
    ) {
        if left.constant != nil && right.constant == nil {
            jump(Folding.swapped(operation), right, left, type, to: label)
            return
        }
        let register = register(left)
        let operand = operand(right)
        emit(.jump(Folding.condition(operation, isSigned: type.isSigned), register, operand, label))
    }
}
