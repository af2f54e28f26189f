import BPF
import DLanguage

// Conditions as jumps, with short circuit.
extension ClauseLowering {
    /// Jumps to the label when the expression's truth is `outcome`; else falls through.
    ///
    /// What is found on the way counts as known behind the branch, where both operands of `&&` or `||` were looked at;
    /// at the label it may not be known.
    ///
    /// Constant conditions jump as well: the kernel refuses code that no jump reaches, and drops what is never taken.
    mutating func branch(on expression: TypedExpression, when outcome: Bool, to label: IRLabel) throws(CompileError) {
        switch expression.kind {
        case .logical(.and, let left, let right): try branchAll(left, right, outcome: true, when: outcome, to: label)
        case .logical(.or, let left, let right): try branchAll(left, right, outcome: false, when: outcome, to: label)
        case .logical(.xor, let left, let right):
            let first = try truthValue(left)
            let second = try truthValue(right)
            jump(outcome ? .notEqual : .equal, first, second, .int, to: label)
        case .unary(.not, let operand): try branch(on: operand, when: !outcome, to: label)
        case .binary(let operation, let left, let right) where Folding.isComparison(operation):
            let operation = outcome ? operation : Folding.inverted(operation)
            if isString(left) || isString(right) {
                try compareStrings(operation, left, right, to: label)
            } else {
                let first = try lower(left)
                jump(operation, first, try lower(right), layout.scalar(left.type), to: label)
            }
        default:
            jump(outcome ? .notEqual : .equal, try lower(expression), .constant(0), .address, to: label)
        }
    }

    /// `&&` (outcome true) holds when all operands are true; `||` (outcome false) fails when all are false.
    private mutating func branchAll(
        _ left: TypedExpression, _ right: TypedExpression, outcome: Bool, when wanted: Bool, to label: IRLabel
    ) throws(CompileError) {
        if wanted == outcome {
            let decided = function.label()
            try branch(on: left, when: !outcome, to: decided)
            try sometimes { (me) throws(CompileError) in try me.branch(on: right, when: outcome, to: label) }
            function.bind(decided)
        } else {
            try branch(on: left, when: !outcome, to: label)
            try branch(on: right, when: !outcome, to: label)
        }
    }

    /// 1 or 0.
    private mutating func truthValue(_ expression: TypedExpression) throws(CompileError) -> Value {
        try truth { (me, label) throws(CompileError) in
            try me.sometimes { (me) throws(CompileError) in try me.branch(on: expression, when: true, to: label) }
        }
    }
}
