/// A source as the parser understands it: the second stage, usable alone.
public struct SyntaxProgram: Sendable {
    public var items: [SyntaxItem]
    public var pragmas: [Pragma]
    public var map: SourceMap
    /// The numbers of the macro arguments the source uses.
    public var usedArguments: Set<Int>
}

/// Something at the outer level of a program.
public enum SyntaxItem: Hashable, Sendable {
    case clause(SyntaxClause)
    case declaration(SyntaxDeclaration)
    case inline(SyntaxInline)
    case translator(SyntaxTranslator)
    case provider(SyntaxProvider)
}

/// Probe specs, predicate and statements.
public struct SyntaxClause: Hashable, Sendable {
    public var specs: [ProbeSpec]
    public var predicate: SyntaxExpression?
    /// Nil without braces.
    public var statements: [SyntaxStatement]?
    public var range: SourceRange
}

/// A statement of a clause.
public indirect enum SyntaxStatement: Hashable, Sendable {
    case expression(SyntaxExpression)
    case conditional(SyntaxExpression, then: [SyntaxStatement], otherwise: [SyntaxStatement])
}

/// Variables or types declared together.
public struct SyntaxDeclaration: Hashable, Sendable {
    public enum Storage: Hashable, Sendable {
        case global, external, thread, clause, typedef
    }

    public var storage: Storage
    public var type: SyntaxType
    /// Empty when only a tag is declared.
    public var declarators: [SyntaxDeclarator]
    public var range: SourceRange
}

/// A declared name with its whole type.
public struct SyntaxDeclarator: Hashable, Sendable {
    public var name: String
    public var type: SyntaxType
    public var range: SourceRange
}

/// `inline type name = e;` and `inline type name[type key] = e;`.
public struct SyntaxInline: Hashable, Sendable {
    public var name: String
    public var type: SyntaxType
    public var parameters: [SyntaxParameter]
    public var value: SyntaxExpression
    public var range: SourceRange
}

/// A named parameter with its type.
public struct SyntaxParameter: Hashable, Sendable {
    public var name: String
    public var type: SyntaxType
}

/// `translator output < input name > { member = e; ... };`.
public struct SyntaxTranslator: Hashable, Sendable {
    public var output: SyntaxType
    public var input: SyntaxType
    public var parameter: String
    public var members: [SyntaxTranslatorMember]
    public var range: SourceRange
}

/// `member = e;` of a translator.
public struct SyntaxTranslatorMember: Hashable, Sendable {
    public var name: String
    public var value: SyntaxExpression
    public var range: SourceRange
}

/// `provider name { probe name(types); ... };`.
public struct SyntaxProvider: Hashable, Sendable {
    public var name: String
    public var probes: [SyntaxProbe]
    public var range: SourceRange
}

/// `probe name(arguments) : (translated arguments);`.
public struct SyntaxProbe: Hashable, Sendable {
    public var name: String
    public var arguments: [SyntaxParameter]
    /// Nil when the arguments are not translated.
    public var translated: [SyntaxParameter]?
    public var range: SourceRange
}
