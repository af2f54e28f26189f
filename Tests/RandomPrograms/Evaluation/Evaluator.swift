/// Runs clauses on Swift's own integers and arrays, as the D language says.
struct Evaluator {
    /// Where a value lies: the variable or member, and the element's keys.
    struct Cell: Hashable {
        var name: String
        var keys: [Key] = []
    }

    enum Key: Hashable {
        case number(Int64)
        case text([UInt8])
    }

    private(set) var output = ""
    private(set) var faultCount = 0
    /// Values extended to 64 bits by their types.
    var numbers: [Cell: Int64] = [:]
    var strings: [Cell: [UInt8]] = [:]
    var aggregates: [Aggregation: [[Key]: Aggregate]] = [:]
    /// The memory that the running clause has allocated.
    var memory: [Int64] = []
    /// What `strtok` goes on in, in the same firing.
    var tokenRest: [UInt8] = []

    /// Another firing: `this` variables are zero again.
    mutating func beginFiring() {
        numbers = numbers.filter { !$0.key.name.hasPrefix("this->") }
        strings = strings.filter { !$0.key.name.hasPrefix("this->") }
        tokenRest = []
    }

    mutating func run(_ clause: Clause) {
        memory = []
        do {
            if let predicate = clause.predicate, try evaluate(predicate) == 0 { return }
            try run(clause.statements)
        } catch {
            faultCount += 1
            let (kind, value) = error.report
            output += "fault \(kind) \(String(UInt64(bitPattern: value), radix: 16))\n"
        }
    }

    /// What is printed between two `if` statements goes out when the last of it is known; a fault before takes it away.
    private mutating func run(_ statements: [Statement]) throws(Fault) {
        var open = ""
        for (index, statement) in statements.enumerated() {
            switch statement {
            case .trace(let value): open += string(try key(value), value)
            case .printf(let values):
                var parts: [String] = []
                for value in values { parts.append(string(try key(value), value)) }
                open += parts.joined(separator: " ") + "\n"
            case .conditional(let condition, let first, let second):
                try run(try evaluate(condition) != 0 ? first : second)
            default: try runEffect(statement)
            }
            let rest = statements[(index + 1)...].prefix { if case .conditional = $0 { false } else { true } }
            if !rest.contains(where: \.isRecorded) {
                output += open
                open = ""
            }
        }
    }

    private mutating func runEffect(_ statement: Statement) throws(Fault) {
        switch statement {
        case .expression(let expression): _ = try evaluate(expression)
        case .assignText(let variable, let keys, let text):
            let cell = try cell(variable, keys)
            strings[cell] = try evaluate(text)
        case .allocate(let values):
            memory = values.map { _ in 0 }
            for (index, value) in values.enumerated() { memory[index] = IntegerKind.int.cut(try evaluate(value)) }
        case .allocateStructure(let source, _): try copy(source, to: .pointed)
        case .assignStructure(let target, let source): try copy(source, to: target)
        case .aggregate(let aggregation, let keys, let value):
            let tuple = try self.keys(keys)
            let number = aggregation.function == .count ? 0 : try evaluate(value)
            aggregates[aggregation, default: [:]][tuple, default: Aggregate()].add(number)
        case .trace, .printf, .conditional: break
        }
    }

    private func string(_ value: Key, _ argument: Argument) -> String {
        switch (value, argument) {
        case (.text(let bytes), _): String(decoding: bytes, as: UTF8.self)
        case (.number(let number), .number(let expression)) where !expression.kind.isSigned:
            "\(UInt64(bitPattern: number))"
        case (.number(let number), _): "\(number)"
        }
    }

    mutating func key(_ argument: Argument) throws(Fault) -> Key {
        switch argument {
        case .number(let value): .number(try evaluate(value))
        case .text(let text): .text(try evaluate(text))
        }
    }

    mutating func keys(_ arguments: [Argument]) throws(Fault) -> [Key] {
        var keys: [Key] = []
        for argument in arguments { keys.append(try key(argument)) }
        return keys
    }

    mutating func cell(_ variable: Variable, _ keys: [Argument]) throws(Fault) -> Cell {
        Cell(name: variable.reference, keys: try self.keys(keys))
    }

    mutating func endLine() { output += "\n" }

    /// The rows of an aggregation, in no particular order.
    mutating func print(_ aggregation: Aggregation) {
        for (keys, value) in aggregates[aggregation, default: [:]] {
            let texts = keys.map { key in
                switch key {
                case .number(let number): "\(number) "
                case .text(let bytes): String(decoding: bytes, as: UTF8.self) + " "
                }
            }
            output += "\(aggregation.name) \(texts.joined())\(value.result(of: aggregation.function))\n"
        }
    }
}

/// What an aggregation knows of one tuple.
struct Aggregate {
    private var count: Int64 = 0
    private var sum: Int64 = 0
    private var least = Int64.max
    private var most = Int64.min

    mutating func add(_ value: Int64) {
        count += 1
        sum &+= value
        least = min(least, value)
        most = max(most, value)
    }

    func result(of function: Aggregation.Function) -> Int64 {
        switch function {
        case .count: count
        case .sum: sum
        case .avg: sum / count
        case .min: least
        case .max: most
        }
    }
}
