/// Arithmetic on constants, as the kernel's 64-bit machine does it.
extension Checker {
    /// The 64-bit result, still to be cut to `type`. The divisor is not 0.
    func fold(_ operation: BinaryOperator, _ a: Int64, _ b: Int64, _ type: IntegerType) -> Int64 {
        let (ua, ub) = (UInt64(bitPattern: a), UInt64(bitPattern: b))
        switch operation {
        case .add: return a &+ b
        case .subtract: return a &- b
        case .multiply: return a &* b
        case .divide:
            guard b != 0 else { return 0 }
            return type.isSigned ? a.dividedReportingOverflow(by: b).partialValue : Int64(bitPattern: ua / ub)
        case .modulo:
            guard b != 0 else { return a }
            // The smallest integer modulo -1 is 0; the processor's overflow is not wanted.
            return type.isSigned ? (b == -1 ? 0 : a % b) : Int64(bitPattern: ua % ub)
        case .and: return a & b
        case .or: return a | b
        case .xor: return a ^ b
        // The machine takes counts modulo 64 for every width.
        case .shiftLeft: return a << (b & 63)
        case .shiftRight:
            let count = b & 63
            return type.isSigned ? a >> count : Int64(bitPattern: ua >> UInt64(count))
        default: return compare(operation, a, b, type) ? 1 : 0
        }
    }

    func compare(_ operation: BinaryOperator, _ a: Int64, _ b: Int64, _ type: IntegerType) -> Bool {
        let isLess = type.isSigned ? a < b : UInt64(bitPattern: a) < UInt64(bitPattern: b)
        switch operation {
        case .equal: return a == b
        case .notEqual: return a != b
        case .less: return isLess
        case .lessOrEqual: return isLess || a == b
        case .greater: return !isLess && a != b
        default: return !isLess
        }
    }
}
