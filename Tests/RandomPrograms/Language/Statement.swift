/// A statement of a clause.
indirect enum Statement {
    case expression(Expression)
    case assignText(Variable, [Argument], Text)
    /// Gives the clause's memory its values.
    case allocate([Expression])
    /// Gives the clause a structure of its own, equal to another: by assignment, or by `bcopy`.
    case allocateStructure(from: Structure, byCopy: Bool)
    case assignStructure(Structure, from: Structure)
    case trace(Argument)
    case printf([Argument])
    case conditional(Expression, [Statement], otherwise: [Statement])
    case aggregate(Aggregation, [Argument], Expression)

    var isRecorded: Bool {
        switch self {
        case .trace, .printf: true
        default: false
        }
    }
}

/// An aggregation of the script; its keys have the same types everywhere.
struct Aggregation: Hashable {
    enum Function: String, CaseIterable {
        case count, sum, avg, min, max
    }

    let function: Function
    /// nil for strings.
    let keys: [IntegerKind?]

    /// Tells its function and the types of its keys.
    var name: String { "@\(function)\(keys.map { $0.map { "_\($0.bytes)" } ?? "_s" }.joined())" }

    static let all: [Aggregation] = Function.allCases.flatMap { function in
        [[], [.int], [nil], [.long, nil, .char]].map { Aggregation(function: function, keys: $0) }
    }
}

/// One clause: a program of its own.
struct Clause {
    var probe: String
    var predicate: Expression?
    var statements: [Statement]
}
