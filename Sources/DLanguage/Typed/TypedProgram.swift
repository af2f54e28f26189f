/// A whole D program after type checking.
public struct TypedProgram: Sendable {
    /// In program order.
    public var clauses: [TypedClause] = []
    /// By the index of their ids.
    public var variables: [Variable] = []
    /// By the index of their ids.
    public var aggregations: [Aggregation] = []
    /// The structs, unions and enumerations that types name.
    public var types = TypeTable()
    /// `#pragma D option` settings in order: name and value.
    public var options: [ProgramOption] = []

    /// Whether anything in it changes the system or a process, which only `-w` allows.
    public var isDestructive = false

    public init() {}
}

/// One `#pragma D option name=value`.
public struct ProgramOption: Hashable, Sendable {
    /// The part before `=`.
    public var name: String
    /// The part after `=`; nil without one.
    public var value: String?
    /// The 1-based line of the pragma.
    public var line: Int
    /// The index of the source it stands in.
    public var source: Int

    public init(name: String, value: String?, line: Int, source: Int = 0) {
        self.source = source
        self.name = name
        self.value = value
        self.line = line
    }
}

/// Probe specs, predicate and statements.
///
/// A clause whose descriptions give `args[]` different types is checked once for each of these, giving several typed
/// clauses with the same `ordinal`.
public struct TypedClause: Hashable, Sendable {
    /// The place of the source clause in the program, from 0.
    public var ordinal: Int
    /// Which of the matched probes this variant serves: the resolver's probe ids.
    public var probes: [Int]
    /// A scalar; nil means always.
    public var predicate: TypedExpression?
    /// Empty for a clause without braces or with empty braces: the default action.
    public var statements: [TypedStatement]
    /// Where it stands in the source.
    public var range: SourceRange
    /// The 1-based source line the clause begins on.
    public var line: Int
    /// The index of the clause's source among those given to `check`.
    public var source: Int
    /// The descriptions that the clause stands under.
    public var specs: [ProbeSpec] = []
    /// The weakest of what its predicate and statements rely upon.
    public var attributes: Attributes
    /// Whether it is right only for probes with the args[] of those it was checked for.
    public var usesArgumentTypes = false

    public init(
        ordinal: Int, probes: [Int], predicate: TypedExpression?, statements: [TypedStatement], range: SourceRange,
        line: Int, source: Int = 0, attributes: Attributes = .strongest
    ) {
        self.attributes = attributes
        self.source = source
        self.ordinal = ordinal
        self.probes = probes
        self.predicate = predicate
        self.statements = statements
        self.range = range
        self.line = line
    }
}

/// `#pragma D attributes a/b/c provider name part`.
public struct ProviderAttributes: Hashable, Sendable {
    /// What is said about the part.
    public var attributes: Attributes
    /// The name of the provider.
    public var provider: String
    /// The part.
    public var part: Part

    /// What of a provider has attributes of its own.
    public enum Part: String, Hashable, Sendable {
        case provider, module, function, name, args
    }

    public init(_ attributes: Attributes, provider: String, part: Part) {
        self.attributes = attributes
        self.provider = provider
        self.part = part
    }

    /// Nil for pragmas that are about something else.
    init?(_ pragma: Pragma) {
        let words = pragma.words
        guard words.count > 5, words[0] == "D", words[1] == "attributes", words[3] == "provider",
            let attributes = Attributes(words[2]), let part = Part(rawValue: words[5])
        else { return nil }
        self.init(attributes, provider: words[4], part: part)
    }
}
