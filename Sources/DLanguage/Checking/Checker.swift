/// Type checking of a program: names are resolved, conversions made explicit, inlines and translators expanded.
///
/// One value checks all sources in order; methods are grouped by what they check in the extensions beside this file.
struct Checker {
    let options: CheckOptions
    let resolver: any ProbeResolver
    let source: any TypeSource
    let libraries: any LibraryCatalog
    /// The names of the libraries that were read because one of their names was used.
    var readLibraries: Set<String> = []
    var program = TypedProgram()
    var scopes = Scopes()
    /// The source being checked, for lines.
    var map: SourceMap
    /// What holds while one clause is checked.
    var clause = ClauseState()
    /// The place in the program of the next clause.
    var nextOrdinal = 0
    /// The expressions and types under way, limited because inlines can nest without end.
    var nesting = 0

    static let nestingLimit = 1_000

    init(options: CheckOptions, resolver: any ProbeResolver, types: any TypeSource, libraries: any LibraryCatalog) {
        self.libraries = libraries
        self.options = options
        self.resolver = resolver
        source = types
        map = SourceMap(DSource(name: "", text: [], form: .script))
    }

    /// Runs `body` one level deeper.
    ///
    /// - Parameter levels: What a level counts: one of an inline takes more of the stack than one of an expression.
    mutating func nested<Result>(
        at site: SourceRange, levels: Int = 1, _ body: (inout Checker) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        nesting += levels
        defer { nesting -= levels }
        guard nesting <= Self.nestingLimit else { throw .tooDeep(at: site) }
        return try body(&self)
    }

    /// Checks with another source's lines, for declarations of libraries used in scripts.
    mutating func within<Result>(
        _ other: SourceMap, _ body: (inout Checker) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        let saved = map
        map = other
        defer { map = saved }
        do {
            return try body(&self)
        } catch {
            throw other.locate(error)
        }
    }

    /// Asks the outside, giving its failures the place that caused them.
    func outside<Result>(at site: SourceRange, _ body: () throws -> Result) throws(Diagnostic) -> Result {
        do {
            return try body()
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch {
            throw Diagnostic("D_UNKNOWN", "\(error)", at: site)
        }
    }
}

/// The names a program has given meaning to.
struct Scopes {
    typealias Translator = (syntax: SyntaxTranslator, output: DType, input: DType, map: SourceMap)

    var globals: [String: VariableID] = [:]
    var threads: [String: VariableID] = [:]
    var clauses: [String: VariableID] = [:]
    /// Aggregations by name with the line of their first use.
    var aggregations: [String: (id: AggregationID, line: Int)] = [:]
    var typedefs: [String: DType] = [:]
    /// Structs, unions and enumerations by keyword and tag, as `struct name`.
    var tags: [String: DType] = [:]
    /// Those that the source at hand defines, here or further down: they are not looked for outside.
    var ownTags: Set<String> = []
    var enumerators: [String: (value: Int64, type: DType)] = [:]
    var inlines: [String: (syntax: SyntaxInline, map: SourceMap)] = [:]
    var translators: [Translator] = []
    /// The declared providers with their probes by name.
    var providers: [String: [String: Checker.DeclaredProbe]] = [:]
    /// What `#pragma D attributes` says about names of the program.
    var stated: [String: Attributes] = [:]
    /// Names and kinds of the pragmas of the source at hand.
    var pending: [(name: String, kind: String, range: SourceRange)] = []
    /// Providers that the source at hand has to declare.
    var pendingProviders: [(name: String, range: SourceRange)] = []
    /// Types of the outside by module and name; nil where there is none.
    var outside: [String: DType?] = [:]
    /// Declared pointers whose address space the first assignment settles.
    var openSpaces: Set<VariableID> = []
}

/// What holds while one clause is checked.
struct ClauseState {
    /// The probe whose args[] types are used; nil outside clauses and for clauses without probes.
    var probe: Int?
    /// The first description of the clause, for messages.
    var description = ""
    /// args[] of that probe, once asked for.
    var arguments: [ResolvedArgument]?
    /// How that probe is made out of others, when it is.
    var derivation: ProbeDerivation?
    /// Whether what is being checked is a part of that derivation, whose arguments are those of the source.
    var isInSource = false
    /// Whether the value of an argument was used.
    var usesRawArguments = false
    /// The elements of args[] that are named, by index; nil where the probe has none.
    var usedArguments: [Int: ResolvedArgument?] = [:]
    /// Names bound by an inline's or translator's parameters; innermost last.
    var bindings: [[String: TypedExpression]] = []
    /// The weakest of what its predicate and statements rely upon.
    var attributes = Attributes.strongest
    var speculates = false
    var commits = false
    var records = false
}
