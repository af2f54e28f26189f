/// What the parser reports besides syntax errors.
extension Diagnostic {
    static func tooDeep(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_SYNTAX", "expressions and blocks are nested too deeply here", at: site)
    }

    static func overspecified(_ text: String, at site: SourceRange) -> Diagnostic {
        badDescription(text, "Overspecified probe description", at: site)
    }

    static func badDescription(_ text: String, _ reason: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PDESC_INVAL", "invalid probe description \"\(text)\": \(reason)", at: site)
    }

    /// Words of a type that don't go together.
    static func badTypeWords(_ words: [String], at site: SourceRange) -> Diagnostic {
        let text = words.joined(separator: " ")
        let isSigned = words.contains("signed") || words.contains("unsigned")
        let isSized = words.contains("short") || words.contains("long")
        let base = words.first {
            ["void", "char", "int", "float", "double", "string", "struct", "union", "enum"].contains($0)
        }
        switch base {
        case "void" where isSigned || isSized:
            return Diagnostic("D_DECL_VOIDATTR", "void may not have attributes: \(text)", at: site)
        case "char" where isSized:
            return Diagnostic("D_DECL_CHARATTR", "char may only be signed or unsigned: \(text)", at: site)
        case "float", "double", "string", "struct", "union", "enum":
            if isSigned {
                return Diagnostic(
                    "D_DECL_SIGNINT", "signed and unsigned may only be used with integer type: \(text)", at: site)
            }
            if isSized {
                return Diagnostic(
                    "D_DECL_LONGINT", "short and long may only be used with integer or floating-point type: \(text)",
                    at: site)
            }
        default: break
        }
        return Diagnostic("D_DECL_COMBO", "invalid type combination: \(text)", at: site)
    }

    static func notDesignator(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_FUNC_IDENT", "function designator is not of function type", at: site)
    }

    static func severalStorageClasses(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_CLASS", "only one storage class allowed in a declaration", at: site)
    }

    static func parameterStorageClass(at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_DECL_PARMCLASS", "inappropriate storage class for function or associative array parameter", at: site)
    }

    static func voidAmongParameters(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_PROTO_VOID", "void must be sole parameter", at: site)
    }

    static func namedVoid(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_PROTO_NAME", "void parameter may not have a name: \(name)", at: site)
    }

    static func repeatedParameter(_ name: String, _ kind: String, _ number: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_DECL_PROTO_FORM",
            "parameter is already declared in \(kind) prototype: \(name), parameter #\(number)", at: site)
    }

    static func scopedName(_ what: String, _ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_SCOPE", "D scoping operator may not be used in \(what) (\(name))", at: site)
    }

    static func secondName(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_IDENT", "old-style declaration or incorrect type specified: \(name)", at: site)
    }

    static func missingActions(afterPredicate: Bool, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_SYNTAX",
            afterPredicate
                ? "expected actions { } following probe description and predicate"
                : "expected predicate and/or actions following probe description", at: site)
    }

    static func variadicKeys(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_PROTO_VARARGS", "array prototype may not use a variable-length argument list", at: site)
    }

    static func clauseInLibrary(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_SYNTAX", "a D library may hold declarations only, no probe clauses", at: site)
    }
}
