/// A source as the parser understands it: the second stage, usable alone.
public struct SyntaxProgram: Sendable {
    /// In the order of the source.
    public var items: [SyntaxItem]
    /// The `#pragma` lines in order.
    public var pragmas: [Pragma]
    /// Turns offsets into lines.
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
    case derivation(SyntaxDerivation)
}

/// Probe specs, predicate and statements.
public struct SyntaxClause: Hashable, Sendable {
    /// At least one.
    public var specs: [ProbeSpec]
    /// Nil without slashes.
    public var predicate: SyntaxExpression?
    /// Nil without braces.
    public var statements: [SyntaxStatement]?
    /// Where it stands in the source.
    public var range: SourceRange
}

/// A statement of a clause.
public indirect enum SyntaxStatement: Hashable, Sendable {
    case expression(SyntaxExpression)
    case conditional(SyntaxExpression, then: [SyntaxStatement], otherwise: [SyntaxStatement])
}

/// Variables or types declared together.
public struct SyntaxDeclaration: Hashable, Sendable {
    /// What is declared: a variable of some scope, or a type name.
    public enum Storage: Hashable, Sendable {
        case global, external, thread, clause, typedef
    }

    /// What is declared.
    public var storage: Storage
    /// The type before the declarators.
    public var type: SyntaxType
    /// Empty when only a tag is declared.
    public var declarators: [SyntaxDeclarator]
    /// Where it stands in the source.
    public var range: SourceRange
}

/// A declared name with its whole type.
public struct SyntaxDeclarator: Hashable, Sendable {
    /// The declared name.
    public var name: String
    /// The whole type, declarator included.
    public var type: SyntaxType
    /// Where it stands in the source.
    public var range: SourceRange
}

/// `inline type name = e;` and `inline type name[type key] = e;`.
public struct SyntaxInline: Hashable, Sendable {
    /// The declared name.
    public var name: String
    /// The type of the value.
    public var type: SyntaxType
    /// The keys of an inline array; empty for a plain name.
    public var parameters: [SyntaxParameter]
    /// What stands for the name wherever it is used.
    public var value: SyntaxExpression
    /// Where it stands in the source.
    public var range: SourceRange
}

/// A named parameter with its type.
public struct SyntaxParameter: Hashable, Sendable {
    /// Empty when only the type is given.
    public var name: String
    /// The whole type.
    public var type: SyntaxType
}

/// `translator output < input name > { member = e; ... };`.
public struct SyntaxTranslator: Hashable, Sendable {
    /// The struct or union that is made.
    public var output: SyntaxType
    /// What it is made from.
    public var input: SyntaxType
    /// The name of the input in the members.
    public var parameter: String
    /// The members that are defined.
    public var members: [SyntaxTranslatorMember]
    /// Where it stands in the source.
    public var range: SourceRange
}

/// `member = e;` of a translator.
public struct SyntaxTranslatorMember: Hashable, Sendable {
    /// A member of the output type.
    public var name: String
    /// Its value, in terms of the input.
    public var value: SyntaxExpression
    /// Where it stands in the source.
    public var range: SourceRange
}

/// `provider name { probe name(types); ... };`.
public struct SyntaxProvider: Hashable, Sendable {
    /// The provider part of its probes.
    public var name: String
    /// In the order of the declaration.
    public var probes: [SyntaxProbe]
    /// Where it stands in the source.
    public var range: SourceRange
}

/// `probe name(arguments) : (translated arguments);`.
public struct SyntaxProbe: Hashable, Sendable {
    /// The name part.
    public var name: String
    /// The native arguments.
    public var arguments: [SyntaxParameter]
    /// Nil when the arguments are not translated.
    public var translated: [SyntaxParameter]?
    /// Where it stands in the source.
    public var range: SourceRange
}
