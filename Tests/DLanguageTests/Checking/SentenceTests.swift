import DLanguage
import Testing

/// What DTrace says, word for word, about the body of a clause.
@Suite struct `Sentences` {
    private static let sentences: [(body: String, says: String)] = [
        (
            "clear(1)",
            "clear( ) argument #1 is incompatible with prototype:\n\tprototype: aggregation\n\t argument: int"
        ),
        ("clear()", "clear( ) prototype mismatch: 0 args passed, 1 expected"),
        ("trunc()", "trunc( ) prototype mismatch: 0 args passed, at least 1 expected"),
        ("@ = count(); trunc(@, 1, 2)", "trunc( ) prototype mismatch: 3 args passed, no more than 2 expected"),
        ("@ = count(); trunc(@, \"a\")", "trunc( ) argument #2 must be of scalar type"),
        ("normalize(@x, 1)", "undefined aggregation: @x"),
        ("trace()", "trace( ) prototype mismatch: 0 args passed, 1 expected"),
        ("printf()", "printf( ) prototype mismatch: 0 args passed, at least 1 expected"),
        (
            "printf(1)",
            "printf( ) argument #1 is incompatible with prototype:\n\tprototype: string constant\n\t argument: int"
        ),
        ("@a = 1", "@a must be assigned the result of an aggregating function"),
        ("x[1] = 1; x[1, 2] = 1", "x[ ] prototype mismatch: 2 keys passed, 1 expected"),
        (
            "x[1] = 1; x[\"a\"] = 1",
            "x[ ] key #1 is incompatible with prototype:\n\tprototype: int\n\t      key: string"
        ),
        ("x[trace(1)] = 1", "void expression may not be used as associative array index: key #1"),
        ("x = \"a\" ? 1 : 2", "operator ?: expression must be of scalar type"),
        ("x = 1 ? \"a\" : 2", "operator ?: operands must have compatible types"),
        ("x = sizeof (void)", "cannot apply sizeof to an operand of unknown size"),
        ("x = 1; x(2)", "scalar 'x' may not be referenced as a function"), ("foo(1)", "undefined function name: foo"),
        ("trace($7)", "macro argument $7 is not defined"), ("trace(x", "syntax error near \";\""),
    ]

    @Test(arguments: sentences) func `are those of DTrace`(body: String, says: String) {
        #expect(finding("BEGIN { \(body); }")?.message == says)
    }

    @Test func `say which part of a clause they are about`() {
        #expect(finding("BEGIN /x/ { }")?.region == "predicate")
        #expect(finding("BEGIN { trace(x); }")?.region == "action list")
        #expect(finding("BEGIN { trace(; }")?.region == nil)
    }

    @Test func `a whole translation assigns the members that the translator defines`() throws {
        let program = try checked(
            "struct o { int a; int b; }; translator struct o < int i > { b = i + 1; };"
                + "BEGIN { x = xlate <struct o>(5); y = *xlate <struct o *>(6); trace(x.b); }")
        #expect(program.variables.map(\.name) == ["x", "y"])
        #expect("\(program)".contains("6"))
    }
}
