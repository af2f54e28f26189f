/// The words before a declarator that say what is declared: storage classes among the words of a type.
extension Parser {
    /// Where specifiers stand, which decides about storage classes.
    enum SpecifierPlace {
        case declaration
        case parameter
        case inline
        /// A cast, a member, the operand of `sizeof`: storage classes are no part of these.
        case plainType
    }

    private static let storageWords: [Keyword: SyntaxDeclaration.Storage?] = [
        .self: .thread, .this: .clause, .typedef: .typedef, .extern: .external, .static: nil, .auto: nil,
        .register: nil,
    ]

    /// The storage class here, passed over; nil when there is none.
    ///
    /// - Parameter known: The class that stood before this one.
    mutating func acceptStorage(_ known: StorageWord?, _ place: SpecifierPlace) throws(Diagnostic) -> StorageWord? {
        guard place != .plainType, case .keyword(let keyword) = current.kind,
            let storage = Self.storageWords[keyword]
        else { return nil }
        // `self` and `this` also begin expressions, but not where a type is wanted.
        if place == .parameter, keyword == .self || keyword == .this { return nil }
        guard known == nil else { throw .severalStorageClasses(at: current.range) }
        if place == .parameter, keyword != .register { throw .parameterStorageClass(at: current.range) }
        if place == .inline { throw .inlineStorageClass(at: current.range) }
        defer { advance() }
        return StorageWord(storage: storage, keyword: keyword, range: current.range)
    }
}

/// A storage class as written.
struct StorageWord {
    /// Nil for those of C that D does not have.
    var storage: SyntaxDeclaration.Storage?
    var keyword: Keyword
    var range: SourceRange
}

extension Diagnostic {
    static func storageClass(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_BADCLASS", "specified storage class not appropriate in D", at: site)
    }

    static func inlineStorageClass(at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_DECL_BADCLASS", "specified storage class not appropriate for inline declaration", at: site)
    }
}
