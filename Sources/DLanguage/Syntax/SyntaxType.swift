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
    public enum Keyword: String, Hashable, Sendable {
        case structure = "struct"
        case union
        case enumeration = "enum"
    }

    public var keyword: Keyword
    public var name: String
    /// The module of `` struct module`name ``; empty for any.
    public var module: String
    /// Nil without braces.
    public var members: [SyntaxMember]?
    /// The constants of an enumeration; nil without braces.
    public var constants: [SyntaxEnumerator]?
    public var range: SourceRange
}

/// A member of a struct or union.
public struct SyntaxMember: Hashable, Sendable {
    /// Empty for an anonymous struct, union or bit-field.
    public var name: String
    public var type: SyntaxType
    public var width: SyntaxExpression?
    public var range: SourceRange
}

/// A constant of an enumeration.
public struct SyntaxEnumerator: Hashable, Sendable {
    public var name: String
    public var value: SyntaxExpression?
    public var range: SourceRange
}
