import BPF
import DLanguage
import ProviderAPI

// Division: the machine divides unsigned numbers only.
extension ClauseLowering {
    mutating func divide(_ operation: BinaryOperator, _ left: Value, _ right: Value, _ type: ScalarType)
        -> Value
    {
        // A constant zero is checked at run time as well: the kernel refuses code that nothing can reach.
        if right.constant == nil || right.constant == 0 {
            check(right, .notEqual, .constant(0), else: .divideByZero)
        }
        return type.isSigned
            ? divideSigned(operation, left, right, type) : divideUnsigned(operation, left, right, type)
    }

    private mutating func divideUnsigned(
        _ operation: BinaryOperator, _ left: Value, _ right: Value, _ type: ScalarType
    ) -> Value {
        let result = copy(left)
        divideMagnitudes(operation, result, right)
        return .register(result)
    }

    /// Divides magnitudes and gives the quotient the sign of both operands together, the remainder that of the left.
    private mutating func divideSigned(
        _ operation: BinaryOperator, _ left: Value, _ right: Value, _ type: ScalarType
    ) -> Value {
        let sign = copy(left)
        if operation == .divide { alu(.xor, sign, right) }
        alu(.arsh, sign, .constant(63))
        let result = magnitude(left)
        let divisor: Value =
            right.constant.map { .constant(Int64(bitPattern: $0.magnitude)) } ?? .register(magnitude(right))
        divideMagnitudes(operation, result, divisor)
        // With the mask -1 this negates, with 0 it does nothing.
        alu(.xor, result, .register(sign))
        alu(.sub, result, .register(sign))
        normalize(result, to: type)
        return .register(result)
    }

    private mutating func divideMagnitudes(_ operation: BinaryOperator, _ result: VirtualRegister, _ divisor: Value) {
        if let constant = divisor.constant, constant > 0, constant & (constant - 1) == 0 {
            if operation == .divide {
                alu(.rsh, result, .constant(Int64(constant.trailingZeroBitCount)))
            } else {
                alu(.and, result, .constant(constant - 1))
            }
            return
        }
        // Immediates are sign-extended, so negative constants go through a register.
        let safe: Value = (divisor.constant ?? 0) < 0 ? .register(register(divisor)) : divisor
        alu(operation == .divide ? .div : .mod, result, safe)
    }

    /// The absolute value in a new register.
    mutating func magnitude(_ value: Value) -> VirtualRegister {
        let sign = copy(value)
        alu(.arsh, sign, .constant(63))
        let result = copy(value)
        alu(.xor, result, .register(sign))
        alu(.sub, result, .register(sign))
        return result
    }
}
