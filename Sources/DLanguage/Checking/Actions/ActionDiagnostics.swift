/// What is reported about actions.
extension Diagnostic {
    static func reopenedFolder(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_FREOPEN_INVALID", "freopen( ) argument #1 cannot be \".\"", at: site)
    }

    static func order(_ tag: String, _ message: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(tag, message, at: site)
    }

    static func destructiveSpeculation(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_ACT_SPEC", "destructive actions may not follow speculate( )", at: site)
    }

    static func recordedVoid(_ action: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_\(action.uppercased())_VOID", "\(action)( ) may not be applied to a void expression", at: site)
    }

    static func recordedDynamic(_ action: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_\(action.uppercased())_DYN", "\(action)( ) may not be applied to a dynamic expression", at: site)
    }

    /// The number of arguments of `clear` and its kin.
    static func actionArguments(_ action: String, _ count: Int, expected: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_\(action.uppercased())_PROTO",
            "\(action)( ) prototype mismatch: \(count) args passed, \(expected) expected", at: site)
    }

    static func argumentNotScalar(_ action: String, _ number: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_\(action.uppercased())_SCALAR", "\(action)( ) argument #\(number) must be of scalar type", at: site)
    }

    static func tracemem(_ tag: String, _ number: Int, _ rule: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(tag, "tracemem( ) argument #\(number) \(rule)", at: site)
    }

    static func stackArguments(_ function: StackFunction, _ count: Int, at site: SourceRange) -> Diagnostic {
        var diagnostic = argumentCount(function.rawValue, count, expected: 0...function.mostArguments, at: site)
        diagnostic.tag = function == .stack ? "D_STACK_PROTO" : "D_USTACK_PROTO"
        return diagnostic
    }

    static func stackFrames(_ function: StackFunction, at site: SourceRange) -> Diagnostic {
        function == .stack
            ? Diagnostic(
                "D_STACK_SIZE", "stack( ) size must be a non-zero positive integral constant expression", at: site)
            : Diagnostic(
                "D_USTACK_FRAMES", "\(function)( ) argument #1 must be a non-zero positive integer constant", at: site)
    }

    static func stackStrings(_ function: StackFunction, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_USTACK_STRSIZE", "\(function)( ) argument #2 must be a positive integer constant", at: site)
    }

    static func undefinedAggregation(_ name: String, tag: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(tag, "undefined aggregation: @\(name)", at: site)
    }
}
