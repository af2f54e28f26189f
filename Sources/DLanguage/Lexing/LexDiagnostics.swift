/// What the lexer reports; the line is completed by the source map.
extension Diagnostic {
    /// A diagnostic whose line is not known yet.
    init(_ tag: String, _ message: String, at site: SourceRange) {
        self.init(tag: tag, message: message, site: site, line: 0)
    }

    static func syntax(near text: String, at site: SourceRange) -> Diagnostic {
        text.isEmpty
            ? Diagnostic("D_SYNTAX", "syntax error near end of input", at: site)
            : Diagnostic("D_SYNTAX", "syntax error near \"\(text)\"", at: site)
    }

    static func nestedComment(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_SYNTAX", "/* encountered inside a comment", at: site)
    }

    static func unterminatedComment(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_SYNTAX", "end-of-file encountered before matching */", at: site)
    }

    static func newlineInString(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_STR_NL", "newline encountered in string literal", at: site)
    }

    static func unterminatedString(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_SYNTAX", "end-of-file encountered before closing quote", at: site)
    }

    static func newlineInCharacter(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_CHR_NL", "newline encountered in character constant", at: site)
    }

    static func emptyCharacter(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_CHR_NULL", "empty character constant", at: site)
    }

    static func longCharacter(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_CHR_OFLOW", "character constant is too long", at: site)
    }

    static func integerOverflow(_ text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_INT_OFLOW", "integer constant \(text) cannot be represented in any built-in integral type", at: site)
    }

    static func badDigit(_ text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_INT_DIGIT", "integer constant \(text) contains an invalid digit", at: site)
    }

    static func floatingPoint(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_SYNTAX", "floating-point constants are not permitted", at: site)
    }

    static func unknownByte(_ byte: UInt8, at site: SourceRange) -> Diagnostic {
        let shown = byte > 0x20 && byte < 0x7f ? "'\(Character(Unicode.Scalar(byte)))'" : "\\0\(String(byte, radix: 8))"
        return Diagnostic("D_SYNTAX", "invalid character \(shown) in program text", at: site)
    }

    static func undefinedMacroArgument(_ text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_MACRO_UNDEF", "macro argument \(text) is not defined", at: site)
    }

    static func macroOverflow(_ number: Int, _ text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_MACRO_OFLOW", "macro argument $\(number) constant \(text) results in integer overflow", at: site)
    }

    static func undefinedMacroVariable(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_MACRO_UNDEF", "macro variable $\(name) is not defined", at: site)
    }

    static func unusedMacroArgument(_ text: String, _ number: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_MACRO_UNUSED", "extraneous argument '\(text)' ($\(number) is not referenced)", at: site)
    }

    static func invalidControl(_ text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGCTL_INVAL", "invalid control directive: #\(text)", at: site)
    }

    static func malformedControl(_ text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGMA_MALFORM", "malformed control directive: #\(text)", at: site)
    }

    static func errorDirective(_ text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGERR", "#error: \(text)", at: site)
    }
}
