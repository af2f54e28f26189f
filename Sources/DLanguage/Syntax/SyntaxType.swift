/// A type as written.
public indirect enum SyntaxType: Hashable, Sendable {
    /// A type made of C's words, in the usual order: `unsigned long`, `char`, `void`, `double`.
    case basic(String)
    case string
    /// A typedef's name, of any module when that is empty.
    case named(String, module: String)
    case tagged(SyntaxTag)
    case pointer(SyntaxType)
    /// A scalar array; without a size it is a pointer in parameters and incomplete elsewhere.
    case array(SyntaxType, size: SyntaxExpression?)
    /// `type name[key types]`: an associative array.
    case associative(SyntaxType, keys: [SyntaxType])
    case function(SyntaxType, parameters: [SyntaxType])
}

/// `struct`, `union` or `enum` with its tag, members or both.
public struct SyntaxTag: Hashable, Sendable {
    /// The word that introduces the tag.
    public enum Keyword: String, Hashable, Sendable {
        case structure = "struct"
        case union
        case enumeration = "enum"
    }

    /// The word that introduces the tag.
    public var keyword: Keyword
    /// Empty for anonymous types.
    public var name: String
    /// The module of `` struct module`name ``; empty for any.
    public var module: String
    /// Nil without braces.
    public var members: [SyntaxMember]?
    /// The constants of an enumeration; nil without braces.
    public var constants: [SyntaxEnumerator]?
    /// Where it stands in the source.
    public var range: SourceRange
}

/// A member of a struct or union.
public struct SyntaxMember: Hashable, Sendable {
    /// Empty for an anonymous struct, union or bit-field.
    public var name: String
    /// The whole type.
    public var type: SyntaxType
    /// The width of a bit-field.
    public var width: SyntaxExpression?
    /// Where it stands in the source.
    public var range: SourceRange
}

/// A constant of an enumeration.
public struct SyntaxEnumerator: Hashable, Sendable {
    /// The constant's name.
    public var name: String
    /// Nil when it is one more than the constant before.
    public var value: SyntaxExpression?
    /// Where it stands in the source.
    public var range: SourceRange
}
