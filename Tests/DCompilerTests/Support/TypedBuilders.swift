import DLanguage

// Typed trees as the type checker would make them, without its help.

extension TypedExpression {
    init(_ kind: Kind, _ type: DType) { self.init(kind, type: type, range: .none) }

    static func integer(_ value: Int64, _ type: DType = .int) -> TypedExpression { .init(.integer(value), type) }
    static func text(_ value: String) -> TypedExpression { .init(.string(Array(value.utf8)), .string) }
    static func builtin(_ variable: BuiltinVariable, _ type: DType) -> TypedExpression {
        .init(.builtin(variable), type)
    }
    static func argument(_ index: Int) -> TypedExpression { .init(.argument(index), .long) }
    static func binary(_ operation: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, _ type: DType)
        -> TypedExpression
    {
        .init(.binary(operation, left, right), type)
    }
    static func variable(_ variable: Variable, _ keys: [TypedExpression] = []) -> TypedExpression {
        .init(.variable(variable.id, keys: keys), variable.type)
    }
    static func assign(_ target: TypedExpression, _ value: TypedExpression) -> TypedExpression {
        .init(.assign(target, value), target.type)
    }
    static func call(_ subroutine: Subroutine, _ arguments: [TypedExpression], _ type: DType) -> TypedExpression {
        .init(.call(subroutine, arguments), type)
    }
    func converted(to type: DType) -> TypedExpression { self.type == type ? self : .init(.convert(self), type) }
}

extension DType {
    static let char = DType.integer(.char)
    static let unsignedChar = DType.integer(IntegerType("unsigned char", bytes: 1, isSigned: false))
    static let short = DType.integer(.short)
    static let unsignedShort = DType.integer(IntegerType("unsigned short", bytes: 2, isSigned: false))
    static let int = DType.integer(.int)
    static let unsignedInt = DType.integer(.unsignedInt)
    static let long = DType.integer(.long)
    static let unsignedLong = DType.integer(.unsignedLong)

    /// The integer type meant; tests build nothing else where they ask.
    var integer: IntegerType {
        if case .integer(let type) = resolved { type } else { .long }
    }
}

/// A program under construction.
struct ProgramBuilder {
    var program = TypedProgram()

    mutating func variable(_ name: String, _ type: DType, _ scope: Variable.Scope = .global, keys: [DType] = [])
        -> Variable
    {
        let id = VariableID(index: program.variables.count)
        let variable = Variable(id: id, name: name, scope: scope, type: type, keys: keys)
        program.variables.append(variable)
        return variable
    }

    mutating func aggregation(
        _ name: String, _ function: AggregatingFunction, keys: [DType] = [], isSigned: Bool = true
    )
        -> AggregationID
    {
        let id = AggregationID(index: program.aggregations.count)
        program.aggregations.append(
            Aggregation(id: id, name: name, function: function, keys: keys, isSigned: isSigned))
        return id
    }

    mutating func clause(_ statements: [TypedStatement], predicate: TypedExpression? = nil) {
        let ordinal = program.clauses.count
        program.clauses.append(
            TypedClause(
                ordinal: ordinal, probes: [1], predicate: predicate, statements: statements, range: .none,
                line: ordinal + 1))
    }

    mutating func clause(_ expressions: [TypedExpression]) { clause(expressions.map { .expression($0) }) }
}
