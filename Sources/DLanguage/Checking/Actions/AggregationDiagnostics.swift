/// What is reported about aggregations.
extension Diagnostic {
    static func aggregationAlone(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_AGG_NULL", "null aggregation: @\(name) is neither assigned nor passed to an action", at: site)
    }

    static func aggregatingFunctionAlone(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_AGG_NULL", "\(name)( ) is an aggregating function: it can only be assigned to an aggregation", at: site)
    }

    static func aggregatedNoFunction(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_AGG_FUNC", "@\(name) must be assigned the result of an aggregating function", at: site)
    }

    static func notAggregating(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_AGG_FUNC", "\(name)( ) is not an aggregating function", at: site)
    }

    static func aggregatedNotScalar(_ function: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_AGG_SCALAR", "\(function)( ) argument #1 must be of scalar type", at: site)
    }

    static func multipleSubscripts(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_AGG_MDIM", "improper use of multi-dimensional aggregation array", at: site)
    }

    static func aggregationRedefined(
        _ name: String, _ current: String, previous: String, line: Int, at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            "D_AGG_REDEF",
            "aggregation redefined: @\(name)\n\t current: @\(name) = \(current)( )\n\tprevious: @\(name) = \(previous)( ) : line \(line)",
            at: site)
    }

    static func quantize(_ tag: String, _ message: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(tag, message, at: site)
    }
}
