import BPF
import DLanguage

/// Arithmetic on constants, and the machine's names for D's operators.
enum Folding {
    /// The operation's result; nil when it must be left to run time (a division by zero).
    static func fold(_ operation: BinaryOperator, _ a: Int64, _ b: Int64, _ type: ScalarType) -> Int64? {
        switch operation {
        case .add: type.normalize(a &+ b)
        case .subtract: type.normalize(a &- b)
        case .multiply: type.normalize(a &* b)
        case .and: a & b
        case .or: a | b
        case .xor: a ^ b
        case .shiftLeft: type.normalize(a << (b & 63))
        case .shiftRight:
            type.isSigned ? a >> (b & 63) : Int64(bitPattern: UInt64(bitPattern: a) >> UInt64(b & 63))
        case .divide, .modulo: b == 0 ? nil : type.normalize(quotient(operation, a, b, type))
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            compare(operation, a, b, isSigned: type.isSigned) ? 1 : 0
        }
    }

    private static func quotient(_ operation: BinaryOperator, _ a: Int64, _ b: Int64, _ type: ScalarType) -> Int64 {
        if type.isSigned {
            return operation == .divide
                ? a.dividedReportingOverflow(by: b).partialValue
                : a.remainderReportingOverflow(dividingBy: b).partialValue
        }
        let (x, y) = (UInt64(bitPattern: a), UInt64(bitPattern: b))
        return Int64(bitPattern: operation == .divide ? x / y : x % y)
    }

    static func compare(_ operation: BinaryOperator, _ a: Int64, _ b: Int64, isSigned: Bool) -> Bool {
        let less = isSigned ? a < b : UInt64(bitPattern: a) < UInt64(bitPattern: b)
        switch operation {
        case .equal: return a == b
        case .notEqual: return a != b
        case .less: return less
        case .lessOrEqual: return less || a == b
        case .greater: return !less && a != b
        default: return !less
        }
    }

    /// Whether the operation with this right operand changes nothing.
    static func isIdentity(_ operation: BinaryOperator, _ right: Int64) -> Bool {
        switch operation {
        case .add, .subtract, .or, .xor: right == 0
        case .multiply: right == 1
        case .and: right == -1
        default: false
        }
    }

    static func machineOperation(_ operation: BinaryOperator) -> ALU {
        switch operation {
        case .subtract: .sub
        case .multiply: .mul
        case .and: .and
        case .or: .or
        case .xor: .xor
        default: .add
        }
    }

    /// The comparison that holds for exchanged operands.
    static func swapped(_ operation: BinaryOperator) -> BinaryOperator {
        switch operation {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: operation
        }
    }

    static func inverted(_ operation: BinaryOperator) -> BinaryOperator {
        switch operation {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        default: operation
        }
    }

    static func isComparison(_ operation: BinaryOperator) -> Bool {
        switch operation {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }

    static func condition(_ operation: BinaryOperator, isSigned: Bool) -> Condition {
        switch operation {
        case .notEqual: .notEqual
        case .less: isSigned ? .signedLess : .less
        case .lessOrEqual: isSigned ? .signedLessOrEqual : .lessOrEqual
        case .greater: isSigned ? .signedGreater : .greater
        case .greaterOrEqual: isSigned ? .signedGreaterOrEqual : .greaterOrEqual
        default: .equal
        }
    }
}
