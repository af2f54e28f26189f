/// What is reported about declarations and constants.
extension Diagnostic {
    static func redeclared(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_IDRED", "identifier redeclared: \(name)", at: site)
    }

    static func arraySize(at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_DECL_ARRSUB",
            "positive integral constant expression or tuple signature expected as array declaration subscript", at: site
        )
    }

    static func notConstant(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_CONST", "an integer constant expression is required here", at: site)
    }

    static func enumeratorRange(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_ENUMOFLOW", "enumerator value overflows INT_MAX: \(name)", at: site)
    }

    static func badMember(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_INCOMPLETE", "incomplete struct/union/enum or void type for member: \(name)", at: site)
    }

    static func badBitField(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_BFSIZE", "bit-field must be of integral type and fit in it: \(name)", at: site)
    }

    static func voidVariable(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_VOIDOBJ", "cannot have void object: \(name)", at: site)
    }

    static func functionVariable(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_FUNC", "functions may not be declared: \(name)", at: site)
    }

    static func badKeyType(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_PROTO_TYPE", "a key of \(name) must be of scalar, struct or string type", at: site)
    }

    static func inlineDefinition(_ name: String, _ message: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_BADINLINE", "inline \(name): \(message)", at: site)
    }

    static func translatorOutput(_ type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_XLATE_SOU", "translator output must be a struct or union, not \(type)", at: site)
    }

    static func translatorRedeclared(_ from: String, _ to: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_XLATE_REDECL", "translator from \(from) to \(to) has already been declared", at: site)
    }
}
