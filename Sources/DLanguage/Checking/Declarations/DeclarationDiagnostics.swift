/// What is reported about declarations and constants.
extension Diagnostic {
    static func redeclared(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_IDRED", "identifier redeclared: \(name)", at: site)
    }

    /// A struct, union or enumeration that has another definition.
    static func typeRedeclared(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_TYPERED", "type redeclared: \(name)", at: site)
    }

    static func localAssociativeArray(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_LOCASSC", "local variables may not be declared as associative arrays", at: site)
    }

    static func arrayWithoutSize(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_ARRNULL", "array declaration requires array dimension or tuple signature: \(name)", at: site)
    }

    static func arrayTooBig(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_ARRBIG", "array dimension too big", at: site)
    }

    static func incompleteObject(_ type: String, _ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_INCOMPLETE", "incomplete struct/union/enum \(type): \(name)", at: site)
    }

    static func arraySize(at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_DECL_ARRSUB",
            "positive integral constant expression or tuple signature expected as array declaration subscript", at: site
        )
    }

    static func enumeratorConstant(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_DECL_ENCONST", "enumerator '\(name)' must be assigned to an integral constant expression", at: site)
    }

    static func enumeratorRange(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_ENOFLOW", "enumerator value overflows INT_MAX: \(name)", at: site)
    }

    static func badMember(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_VOIDOBJ", "cannot have void member: \(name)", at: site)
    }

    static func dynamicMember(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_DYNOBJ", "cannot have dynamic member: \(name)", at: site)
    }

    /// A name for the type of associative arrays, which are variables and nothing else.
    static func dynamicType(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_DYNOBJ", "cannot have dynamic type: \(name)", at: site)
    }

    static func bitFieldConstant(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_BFCONST", "positive integral constant expression expected as bit-field size", at: site)
    }

    static func bitFieldType(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_BFTYPE", "invalid type for bit-field: \(name)", at: site)
    }

    static func bitFieldSize(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_BFSIZE", "bit-field too big for type: \(name)", at: site)
    }

    static func voidVariable(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_VOIDOBJ", "cannot have void object: \(name)", at: site)
    }

    static func uselessDeclaration(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_USELESS", "useless declaration", at: site)
    }

    static func voidInline(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_VOIDOBJ", "cannot declare void inline: \(name)", at: site)
    }

    static func badKeyType(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_PROTO_TYPE", "a key of \(name) must be of scalar, struct or string type", at: site)
    }

    static func inlineType(_ name: String, _ type: String, _ actual: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_OP_INCOMPAT", "inline \(name) definition uses incompatible types: \"\(type)\" = \"\(actual)\"", at: site)
    }

    static func translatorMember(_ name: String, of type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_XLATE_MEMB", "translator member \(name) is not a member of \(type)", at: site)
    }

    static func translatorType(_ name: String, _ type: String, _ actual: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_XLATE_INCOMPAT",
            "translator member \(name) definition uses incompatible types: \"\(type)\" = \"\(actual)\"", at: site)
    }

    static func translatorOutput(_ type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_XLATE_SOU", "translator output must be a struct or union, not \(type)", at: site)
    }

    static func translatorRedeclared(_ from: String, _ to: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_XLATE_REDECL", "translator from \(from) to \(to) has already been declared", at: site)
    }
}
