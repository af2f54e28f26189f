/// What is reported about numbers and types of arguments and keys.
extension Diagnostic {
    static func argumentCount(
        _ name: String, _ count: Int, expected: ClosedRange<Int>, at site: SourceRange
    ) -> Diagnostic {
        let word =
            expected.count == 1 ? "" : count < expected.lowerBound ? "at least " : "at most "
        let number = count < expected.lowerBound ? expected.lowerBound : expected.upperBound
        return Diagnostic(
            "D_PROTO_LEN",
            "\(name)( ) prototype mismatch: \(count) arg\(count == 1 ? "" : "s") passed, \(word)\(number) expected",
            at: site)
    }

    static func argumentType(
        _ name: String, _ number: Int, expected: String, actual: String, at site: SourceRange,
        tag: String = "D_PROTO_ARG", isArray: Bool = false
    ) -> Diagnostic {
        Diagnostic(
            tag,
            "\(name)\(isArray ? "[ ]" : "( )") argument #\(number) is incompatible with prototype:\n\tprototype: \(expected)\n\t argument: \(actual)",
            at: site)
    }

    static func keyCount(_ name: String, _ count: Int, expected: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_PROTO_LEN",
            "\(name)[ ] prototype mismatch: \(count) key\(count == 1 ? "" : "s") passed, \(expected) expected", at: site
        )
    }

    static func keyType(
        _ name: String, _ number: Int, expected: String, actual: String, at site: SourceRange
    ) -> Diagnostic {
        Diagnostic(
            "D_PROTO_ARG",
            "\(name)[ ] key #\(number) is incompatible with prototype:\n\tprototype: \(expected)\n\t      key: \(actual)",
            at: site)
    }

    static func keyExpression(_ type: String, _ kind: String, _ number: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_KEY_TYPE", "\(type) expression may not be used as \(kind) index: key #\(number)", at: site)
    }
}
