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

    static func badTypeWords(_ text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_COMBO", "invalid type combination: \(text)", at: site)
    }

    static func clauseInLibrary(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_SYNTAX", "a D library may hold declarations only, no probe clauses", at: site)
    }
}
