/// A statement of a clause after type checking.
public indirect enum TypedStatement: Hashable, Sendable {
    /// Evaluated for its effects; records nothing.
    case expression(TypedExpression)
    case action(TypedAction)
    case aggregate(TypedAggregate)
    case conditional(TypedExpression, then: [TypedStatement], otherwise: [TypedStatement])
}

/// An action of a clause.
public enum TypedAction: Hashable, Sendable {
    /// The default action of an empty clause: a row without data.
    case defaultTrace
    case trace(TypedExpression)
    case printf(PrintfFormat, [TypedExpression])
    case printa(PrintfFormat?, [AggregationID])
    /// `print(p)`: the value `expression` leads to, rendered by its type.
    case print(TypedExpression)
    case tracemem(TypedExpression, size: Int, length: TypedExpression?)
    /// `stack()`, `ustack()`, `sym(e)` and their kin as statements.
    case symbolic(TypedExpression)
    case exit(TypedExpression)
    case system(PrintfFormat, [TypedExpression])
    case freopen(PrintfFormat, [TypedExpression])
    case ftruncate
    case clear(AggregationID)
    case truncate(AggregationID, count: TypedExpression?)
    case normalize(AggregationID, TypedExpression)
    case denormalize(AggregationID)
    case setopt(TypedExpression, TypedExpression?)
    case speculate(TypedExpression)
    case commit(TypedExpression)
    case discard(TypedExpression)
    case raise(TypedExpression)
    /// The function of the probe returns this at once, without running.
    case `return`(TypedExpression)
    case stop
    case chill(TypedExpression)
    case pcap(TypedExpression, protocolNumber: TypedExpression)
}

/// Names an aggregation of a `TypedProgram`.
public struct AggregationID: Hashable, Sendable {
    /// The place in `TypedProgram.aggregations`.
    public let index: Int
    public init(index: Int) { self.index = index }
}

/// `@name[keys] = function(arguments)`.
public struct TypedAggregate: Hashable, Sendable {
    /// What is updated.
    public var aggregation: AggregationID
    /// Converted to the aggregation's key types.
    public var keys: [TypedExpression]
    /// The aggregated value; nil for `count()`.
    public var value: TypedExpression?
    /// The optional increment of `quantize`, `lquantize`, `llquantize`.
    public var increment: TypedExpression?

    public init(
        aggregation: AggregationID, keys: [TypedExpression], value: TypedExpression?, increment: TypedExpression? = nil
    ) {
        self.aggregation = aggregation
        self.keys = keys
        self.value = value
        self.increment = increment
    }
}

/// An aggregating function with its constant parameters.
public enum AggregatingFunction: Hashable, Sendable {
    case count, sum, avg, min, max, stddev
    case quantize
    case lquantize(base: Int32, limit: Int32, step: UInt16)
    case llquantize(factor: UInt16, low: UInt16, high: UInt16, steps: UInt16)
}

/// An aggregation of the program.
public struct Aggregation: Hashable, Sendable {
    /// Its own name in the program.
    public var id: AggregationID
    /// Without the `@`; `_` when the source gives none.
    public var name: String
    /// With its constant parameters.
    public var function: AggregatingFunction
    /// The types of the keys, fixed by the first use.
    public var keys: [DType]
    /// Whether the aggregated values are signed.
    public var isSigned: Bool

    public init(id: AggregationID, name: String, function: AggregatingFunction, keys: [DType], isSigned: Bool = true) {
        self.id = id
        self.name = name
        self.function = function
        self.keys = keys
        self.isSigned = isSigned
    }
}
