/// What is reported about names, clauses and declarations.
extension Diagnostic {
    static func noMatch(_ spec: ProbeSpec) -> Diagnostic {
        let text =
            spec.identifiers.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            ?? "\(spec.provider):\(spec.module):\(spec.function):\(spec.name)"
        return Diagnostic(
            "D_PDESC_ZERO", "probe description \(text) does not match any probes", at: spec.range)
    }

    static func predicateNotScalar(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRED_SCALAR", "predicate result must be of scalar type", at: site)
    }

    static func invalidPragma(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGMA_INVAL", "invalid D pragma: \(name)", at: site)
    }

    static func malformedPragma(_ message: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGMA_MALFORM", message, at: site)
    }

    static func belowMinimum(_ what: String, _ attributes: Attributes, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_ATTR_MIN", "attributes for \(what) (\(attributes)) are less than predefined minimum", at: site)
    }

    static func unusedPragma(_ kind: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGMA_UNUSED", "unused #pragma \(kind)", at: site)
    }

    static func pragmaScope(_ kind: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGMA_SCOPE", "#pragma \(kind) cannot modify entity defined outside program scope", at: site)
    }

    static func providerPart(_ part: String, _ provider: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_PRAGMA_INVAL", "invalid component \"\(part)\" in attribute #pragma for provider \(provider)", at: site)
    }

    static func pragma(_ tag: String, _ message: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(tag, message, at: site)
    }

    static func unknownVariable(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_IDENT_UNDEF", "failed to resolve \(name): Unknown variable name", at: site)
    }

    static func unknownSymbol(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_IDENT_UNDEF", "failed to resolve \(name): Unknown symbol name", at: site)
    }

    static func unassigned(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_VAR_UNDEF", "\(name) has not yet been declared or assigned", at: site)
    }

    static func unsupportedValue(_ name: String, _ type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_VAR_UNSUP", "\(name) may not be assigned a value of type \(type)", at: site)
    }

    static func badReference(_ kind: String, _ name: String, as use: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_IDENT_BADREF", "\(kind) '\(name)' may not be referenced as \(use)", at: site)
    }

    static func notFunction(_ kind: String, _ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_FUNC_IDKIND", "\(kind) '\(name)' may not be referenced as a function", at: site)
    }

    static func emptyProgram(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_EMPTY", "empty D program translation unit", at: site)
    }

    static func localArray(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_ARR_LOCAL", "local variables may not be used as associative arrays: \(name)", at: site)
    }

    static func badSubscript(_ type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_ARR_BADREF", "operator [ ] cannot be applied to a value of type \(type)", at: site)
    }

    static func unknownFunction(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_FUNC_UNDEF", "undefined function name: \(name)", at: site)
    }

    static func notImplemented(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_UNKNOWN", "\(name)() is not implemented (yet)", at: site)
    }

    static func argumentsUnavailable(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_ARGS_NONE", "args[ ] may not be referenced outside of a probe clause", at: site)
    }

    static func argumentsDiffer(_ description: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_ARGS_MULTI",
            "args[ ] may not be referenced because probe description \(description) matches an unstable set of probes",
            at: site)
    }

    static func argumentIndex(_ index: Int64, probe text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_ARGS_IDX", "index \(index) is out of range for \(text) args[ ]", at: site)
    }

    static func argumentIndexNotConstant(_ actual: String, at site: SourceRange) -> Diagnostic {
        .argumentType("args", 1, expected: "integer constant", actual: actual, at: site, isArray: true)
    }

    static func registerIndex(_ index: Int64, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_REGS_IDX", "index \(index) is out of range for array uregs", at: site)
    }

    static func nullEffect(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_EXPR_NULL", "expression has null effect", at: site)
    }

    static func unknownType(_ name: String, at site: SourceRange) -> Diagnostic {
        // DTrace's parser takes a name that is no type for a variable, and finds the syntax wrong.
        Diagnostic("D_SYNTAX", "failed to resolve type \(name): Unknown type name", at: site)
    }

    static func unknownTag(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_TYPE_ERR", "failed to resolve type \(name): Unknown type name", at: site)
    }

    /// With a reason at the end of the message, when there is one.
    func because(_ reason: String?) -> Diagnostic {
        guard let reason else { return self }
        var result = self
        result.message += ": \(reason)"
        return result
    }

    static func incompleteType(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_OP_INCOMPLETE",
            "\(name) is only declared: its definition is in neither the program nor the kernel's types",
            at: site)
    }
}
