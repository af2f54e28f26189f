import BPF
import DLanguage
import ProviderAPI

extension TypedStatement {
    /// Whether the statement puts something into a record.
    var isRecorded: Bool {
        switch self {
        case .expression, .aggregate, .conditional: false
        case .action(.raise), .action(.return), .action(.stop), .action(.chill): false
        case .action: true
        }
    }

    /// Whether it does something although what it records finds no room: `exit()` must end a session whose buffers are
    /// full, and what arguments change is changed all the same.
    var happensUnrecorded: Bool {
        switch self {
        case .action(.exit), .action(.commit), .action(.discard): true
        default: !isRecorded || expressions.contains(where: \.changesState)
        }
    }

    fileprivate var isConditional: Bool {
        if case .conditional = self { true } else { false }
    }
}

extension TypedExpression {
    /// Whether evaluating it changes what later expressions find.
    fileprivate var changesState: Bool {
        switch kind {
        case .assign, .compoundAssign, .increment, .call(.speculation, _), .call(.strtok, _): true
        default: parts.contains(where: \.changesState)
        }
    }
}

// Statements: `if` splits a clause into runs.
extension ClauseLowering {
    mutating func lower(_ statements: [TypedStatement]) throws(CompileError) {
        var rest = statements[...]
        while !rest.isEmpty {
            let run = rest.prefix { !$0.isConditional }
            try lowerRun(run)
            rest = rest.dropFirst(run.count)
            if case .conditional(let condition, let first, let second) = rest.first {
                try conditional(condition, first, second)
                rest = rest.dropFirst()
            }
        }
    }

    private mutating func conditional(
        _ condition: TypedExpression, _ first: [TypedStatement], _ second: [TypedStatement]
    ) throws(CompileError) {
        let otherwise = function.label()
        let end = function.label()
        action += 1
        let before = found
        try scoped { (me) throws(CompileError) in try me.branch(on: condition, when: false, to: otherwise) }
        // A speculation that a branch begins ends with it.
        let outer = activeSpeculation
        try lower(first)
        found = found.behind(before)
        activeSpeculation = outer
        if !second.isEmpty { emit(.go(end)) }
        function.bind(otherwise)
        try sometimes { (me) throws(CompileError) in if !second.isEmpty { try me.lower(second) } }
        activeSpeculation = outer
        function.bind(end)
    }

    /// A statement that records nothing.
    mutating func lowerPlain(_ statement: TypedStatement) throws(CompileError) {
        action += 1
        try scoped { (me) throws(CompileError) in try me.effects(of: statement) }
    }

    /// A statement whose record found no room.
    mutating func lowerUnrecorded(_ statement: TypedStatement) throws(CompileError) {
        guard statement.isRecorded else { return try lowerPlain(statement) }
        action += 1
        try scoped { (me) throws(CompileError) in
            switch statement {
            case .action(.exit(let status)): return me.exit(try me.lower(status))
            case .action(.commit(let number)), .action(.discard(let number)): return me.free(try me.lower(number))
            default: break
            }
            for expression in statement.expressions where expression.changesState { try me.lowerEffect(expression) }
        }
    }

    /// What a statement does besides filling its fields.
    mutating func effects(of statement: TypedStatement) throws(CompileError) {
        switch statement {
        case .expression(let expression): try lowerEffect(expression)
        case .aggregate(let aggregate): try lower(aggregate)
        case .action(.raise(let signal)): sendSignal(try lower(signal))
        case .action(.return(let value)):
            let result = register(try lower(value))
            emit(.call(.overrideReturn, [.nativeContext, .register(result)], result: nil))
        case .action(.stop): sendSignal(.constant(Self.stopSignal))
        case .action(.chill(let duration)): try chill(duration)
        case .action, .conditional: break
        }
    }

    /// `SIGSTOP`.
    private static let stopSignal: Int64 = 19

    private mutating func sendSignal(_ signal: Value) {
        let number = register(signal)
        emit(.call(.sendSignal, [.register(number)], result: nil))
    }

    /// Ends the session: the status first, as the activity tells others that it is there.
    mutating func exit(_ status: Value) {
        let value = operand(status)
        let state = function.register(.tracked)
        emit(.mapValue(state, RuntimeMap.state, 0))
        emit(.store(.word, IRAddress(.register(state), 4), value))
        emit(.store(.word, IRAddress(.register(state)), .immediate(Int32(Activity.draining.rawValue))))
    }
}
