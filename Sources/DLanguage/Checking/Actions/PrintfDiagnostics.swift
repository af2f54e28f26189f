/// What is reported about formats.
extension Diagnostic {
    static func formatNotString(_ name: String, _ actual: String, at site: SourceRange) -> Diagnostic {
        argumentType(
            name, 1, expected: "string constant", actual: actual, at: site, tag: "D_PRINTF_ARG_FMT")
    }

    static func formatEmpty(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRINTF_FMT_EMPTY", "\(name)( ) format string is empty", at: site)
    }

    static func formatEnd(_ name: String, _ number: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_SYNTAX", "\(name)( ) format conversion #\(number) name expected before end of format string",
            at: site)
    }

    static func formatConversion(_ name: String, _ number: Int, _ text: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_SYNTAX", "\(name)( ) format conversion #\(number): %\(text) is not a valid conversion specifier",
            at: site)
    }

    static func formatExtent(_ name: String, _ number: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_SYNTAX", "\(name)( ) format conversion #\(number) has a width or precision that is too large",
            at: site)
    }

    static func formatAggregation(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_PRINTF_AGG_CONV", "%@ conversion requires an aggregation and is not for use with \(name)( )", at: site)
    }

    static func formatMissing(
        _ name: String, _ number: Int, _ conversion: PrintfFormat.Conversion, what: String, at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            what == "value" ? "D_PRINTF_ARG_PROTO" : "D_PRINTF_DYN_PROTO",
            "\(name)( ) prototype mismatch: conversion #\(number) (%\(conversion.text)) is missing a corresponding "
                + "\(what) argument", at: site)
    }

    static func formatExtra(_ name: String, _ needed: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_PRINTF_ARG_EXTRA",
            "\(name)( ) prototype mismatch: only \(needed) argument\(needed == 1 ? "" : "s") required by this format string",
            at: site)
    }

    static func formatExtentType(
        _ name: String, _ argument: Int, _ number: Int, _ what: String, _ actual: String, at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            "D_PRINTF_DYN_TYPE",
            "\(name)( ) argument #\(argument) is incompatible with conversion #\(number) \(what):\n\tprototype: int\n\t argument: \(actual)",
            at: site)
    }

    static func formatType(
        _ name: String, _ argument: Int, _ number: Int, _ conversion: PrintfFormat.Conversion, _ actual: String,
        at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            "D_PRINTF_ARG_TYPE",
            "\(name)( ) argument #\(argument) is incompatible with conversion #\(number) prototype:\n"
                + "\tconversion: %\(conversion.text)\n\t prototype: \(conversion.prototype)\n\t  argument: \(actual)",
            at: site)
    }

    static func formatAggregationType(
        _ name: String, _ number: Int, _ conversion: PrintfFormat.Conversion, at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            "D_PRINTF_ARG_TYPE",
            "\(name)( ) aggregating action is incompatible with conversion #\(number) prototype:\n"
                + "\tconversion: %\(conversion.text)\n\t prototype: \(conversion.prototype)\n\t  argument: int64_t",
            at: site)
    }

    static func printaKeyCount(_ first: Aggregation, _ second: Aggregation, at site: SourceRange) -> Diagnostic {
        func shown(_ one: Aggregation) -> String {
            "@\(one.name) has \(one.keys.count) key\(one.keys.count == 1 ? "" : "s")"
        }
        return Diagnostic(
            "D_PRINTA_AGGKEY",
            "printa( ): @\(first.name) and @\(second.name) do not have matching key signatures: "
                + "\(shown(first)), \(shown(second))", at: site)
    }

    static func printaKeyType(
        _ number: Int, _ first: (name: String, type: String), _ second: (name: String, type: String),
        at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            "D_PRINTA_AGGPROTO",
            "printa( ): @\(second.name)[ ] key #\(number) is incompatible with @\(first.name):\n"
                + "\(first.name) key #\(number): \(first.type)\n\(second.name) key #\(number): \(second.type)",
            at: site)
    }
}
