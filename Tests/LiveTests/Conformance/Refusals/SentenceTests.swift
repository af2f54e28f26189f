import TestSupport
import Testing

extension LiveTests {
    /// What is said about formats and aggregations that are refused, word for word.
    struct RefusalSentenceTests {
        @Test(arguments: RefusalSentenceCases.pragmas)
        func `pragmas that mean nothing`(pragma: String, words: String) throws {
            let program = "#pragma D \(pragma)\nBEGIN"
            try CommandCase(
                name: pragma, arguments: ["-xerrtags", "-n", program],
                errors: "dtrace: invalid probe specifier \(program): \(words)\n", status: 1
            ).check()
        }

        @Test(arguments: RefusalSentenceCases.tags)
        func `programs that are refused have DTrace's tags`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: RefusalSentenceCases.all)
        func `DTrace's words`(_ item: Refusal) throws {
            let errors = "dtrace: invalid probe specifier \(item.program): \(item.tag)in action list: \(item.message)\n"
            try CommandCase(
                name: item.name, arguments: (item.tag.isEmpty ? [] : ["-xerrtags"]) + ["-n", item.program],
                errors: errors,
                status: 1
            ).check()
        }
    }
}

/// A program and what is said about it.
struct Refusal: Sendable, CustomTestStringConvertible {
    let name: String
    let program: String
    let message: String
    /// With brackets and a blank, as `-xerrtags` shows it.
    var tag = ""

    var testDescription: String { name }
}

/// The programs and the sentences.
private enum RefusalSentenceCases {
    static let pragmas: [(String, String)] = [
        ("option quiet more", "[D_PRAGMA_MALFORM] superfluous arguments specified for #pragma option"),
        ("option", "[D_PRAGMA_MALFORM] malformed #pragma option <option>=<val>"),
        ("depends_on planet earth", "[D_PRAGMA_INVAL] invalid class planet specified by #pragma depends_on"),
        ("depends_on library io.d", "[D_PRAGMA_DEPEND] main program may not explicitly depend on a library"),
        ("binding \"one\" x", "[D_PRAGMA_INVAL] invalid version specified by #pragma binding: \"one\""),
        ("attributes Good x", "[D_PRAGMA_INVAL] invalid attributes specified by #pragma attributes: Good"),
    ]

    static let tags: [OutputCase] = [
        .init(
            name: "a description that matches nothing", program: #"nosuch:::x"#, options: ["-xerrtags"], output: "",
            tag: "D_PDESC_ZERO", status: 1),
        .init(
            name: "a predicate that is no number", program: #"BEGIN / "x" / { }"#, options: ["-xerrtags"], output: "",
            tag: "D_PRED_SCALAR", status: 1),
        .init(
            name: "an expression without effect", program: #"BEGIN { 1; }"#, options: ["-xerrtags"], output: "",
            tag: "D_EXPR_NULL", status: 1),
        .init(
            name: "a program of nothing", program: #""#, options: ["-xerrtags"], output: "",
            tag: "D_EMPTY", status: 1),
        .init(
            name: "aggregations with two subscripts", program: #"BEGIN { @a[1][2] = count(); }"#,
            options: ["-xerrtags"], output: "",
            tag: "D_AGG_MDIM", status: 1),
        .init(
            name: "steps of llquantize() that the factor does not divide",
            program: #"BEGIN { @ = llquantize(1, 10, 0, 2, 25); }"#, options: ["-xerrtags"], output: "",
            tag: "D_LLQUANT_STEPVAL", status: 1),
        .init(
            name: "steps of llquantize() that divide no power of the factor",
            program: #"BEGIN { @ = llquantize(1, 10, 0, 2, 30); }"#, options: ["-xerrtags"], output: "",
            tag: "D_LLQUANT_STEPVAL", status: 1),
        .init(
            name: "a magnitude of llquantize() that does not fit",
            program: #"BEGIN { @ = llquantize(1, 10, 0, 18, 10); }"#, options: ["-xerrtags"], output: "",
            tag: "D_LLQUANT_HMAGVAL", status: 1),
        .init(
            name: "a probe that is less stable than asked for", program: #"BEGIN"#,
            options: ["-xerrtags", "-xamin=Standard/Standard/Common"], output: "",
            tag: "D_ATTR_MIN", status: 1),
    ]

    static let all: [Refusal] = [
        .init(
            name: "%d of a string",
            program: #"BEGIN{printf("%d", "x")}"#,
            message: #"""
                printf( ) argument #2 is incompatible with conversion #1 prototype:\#n\#tconversion: \#
                %d\#n\#t prototype: char, short, int, long, or long long\#n\#t  argument: string
                """#),
        .init(
            name: "%x of a string, second of two",
            program: #"BEGIN{printf("%d %x", 1, "x")}"#,
            message: #"""
                printf( ) argument #3 is incompatible with conversion #2 prototype:\#n\#tconversion: \#
                %x\#n\#t prototype: char, short, int, long, or long long (signed or unsigned)\#n\#t  \#
                argument: string
                """#),
        .init(
            name: "%s of a number",
            program: #"BEGIN{printf("%s", 1)}"#,
            message: #"""
                printf( ) argument #2 is incompatible with conversion #1 prototype:\#n\#tconversion: \#
                %s\#n\#t prototype: char [] or string (or use stringof)\#n\#t  argument: int
                """#),
        .init(
            name: "%a of a string",
            program: #"BEGIN{printf("%a", "x")}"#,
            message: #"""
                printf( ) argument #2 is incompatible with conversion #1 prototype:\#n\#tconversion: \#
                %a\#n\#t prototype: pointer or integer\#n\#t  argument: string
                """#),
        .init(
            name: "%c of a long",
            program: #"BEGIN{printf("%c", (long)1)}"#,
            message: #"""
                printf( ) argument #2 is incompatible with conversion #1 prototype:\#n\#tconversion: \#
                %c\#n\#t prototype: char, short, or int\#n\#t  argument: long
                """#),
        .init(
            name: "%k of a number",
            program: #"BEGIN{printf("%k", 1)}"#,
            message: #"""
                printf( ) argument #2 is incompatible with conversion #1 prototype:\#n\#tconversion: \#
                %k\#n\#t prototype: stack\#n\#t  argument: int
                """#),
        .init(
            name: "%Y of an int",
            program: #"BEGIN{printf("%Y", 1)}"#,
            message: #"""
                printf( ) argument #2 is incompatible with conversion #1 prototype:\#n\#tconversion: \#
                %Y\#n\#t prototype: int64_t\#n\#t  argument: int
                """#),
        .init(
            name: "%f of an int",
            program: #"BEGIN{printf("%f", 1)}"#,
            message: #"""
                printf( ) argument #2 is incompatible with conversion #1 prototype:\#n\#tconversion: \#
                %f\#n\#t prototype: float, double, or long double\#n\#t  argument: int
                """#),
        .init(
            name: "a width that is a string",
            program: #"BEGIN{printf("%*d", "x", 1)}"#,
            message: #"""
                printf( ) argument #2 is incompatible with conversion #1 field width:\#n\#tprototype: \#
                int\#n\#t argument: string
                """#),
        .init(
            name: "a value that is missing",
            program: #"BEGIN{printf("%d%d", 1)}"#,
            message: #"""
                printf( ) prototype mismatch: conversion #2 (%d) is missing a corresponding value \#
                argument
                """#),
        .init(
            name: "a precision that is missing",
            program: #"BEGIN{printf("%.*d", 1)}"#,
            message: #"""
                printf( ) prototype mismatch: conversion #1 (%d) is missing a corresponding value \#
                argument
                """#),
        .init(
            name: "one argument too many",
            program: #"BEGIN{printf("%d", 1, 2)}"#,
            message: "printf( ) prototype mismatch: only 1 argument required by this format string"),
        .init(
            name: "arguments too many",
            program: #"BEGIN{printf("%d%d", 1, 2, 3)}"#,
            message: "printf( ) prototype mismatch: only 2 arguments required by this format string"),
        .init(
            name: "a conversion that is none",
            program: #"BEGIN{printf("%d%z", 1, 2)}"#,
            message: "printf( ) format conversion #2: %z is not a valid conversion specifier"),
        .init(
            name: "a format that ends too early",
            program: #"BEGIN{printf("%d%5", 1, 2)}"#,
            message: "printf( ) format conversion #2 name expected before end of format string"),
        .init(
            name: "a width that is too large",
            program: #"BEGIN{printf("%99999d", 1)}"#,
            message: "printf( ) format conversion #1 has a width or precision that is too large"),
        .init(
            name: "printa() with %@s",
            program: #"BEGIN{@[1]=count();printa("%@s", @)}"#,
            message: #"""
                printa( ) aggregating action is incompatible with conversion #1 \#
                prototype:\#n\#tconversion: %@s\#n\#t prototype: char [] or string (or use \#
                stringof)\#n\#t  argument: int64_t
                """#),
        .init(
            name: "printa() with different numbers of keys",
            program: "BEGIN{@a[1]=count();@b[1,2]=count();printa(@a, @b)}",
            message: "printa( ): @a and @b do not have matching key signatures: @a has 1 key, @b has 2 keys"),
        .init(
            name: "printa() with different keys",
            program: #"BEGIN{@a[1,2]=count();@b[1,"x"]=count();printa(@a, @b)}"#,
            message: "printa( ): @b[ ] key #2 is incompatible with @a:\na key #2: int\nb key #2: string"),
        .init(
            name: "a precision from the keys of printa()",
            program: #"BEGIN{@[1]=count();printa("%.*d", @)}"#,
            message: #"""
                printa( ) prototype mismatch: conversion #1 (%d) is missing a corresponding field width \#
                argument
                """#),
        .init(
            name: "freopen() of the folder",
            program: #"BEGIN{freopen(".")}"#,
            message: #"freopen( ) argument #1 cannot be ".""#),
        .init(
            name: "trunc() with too many arguments",
            program: "BEGIN{@=count();trunc(@,1,2)}",
            message: "trunc( ) prototype mismatch: 3 args passed, no more than 2 expected"),
        .init(
            name: "clear() with too many arguments",
            program: "BEGIN{@=count();clear(@,1)}",
            message: "clear( ) prototype mismatch: 2 args passed, 1 expected"),
        .init(
            name: "an aggregation of no function",
            program: "BEGIN{@a=1}",
            message: "@a must be assigned the result of an aggregating function"),
        .init(
            name: "an aggregation with another function",
            program: "BEGIN{@a=count()}\nBEGIN{@a=sum(1)}",
            message: #"""
                aggregation redefined: @a\#n\#t current: @a = sum( )\#n\#tprevious: @a = count( ) : \#
                line 1
                """#),
        .init(
            name: "an aggregation alone",
            program: "BEGIN{@a}",
            message: "null aggregation: @a is neither assigned nor passed to an action",
            tag: "[D_AGG_NULL] "),
        .init(
            name: "llquantize() with too many arguments",
            program: "BEGIN{@=llquantize(1,10,0,1,10,1,1)}",
            message: "llquantize( ) prototype mismatch: 7 args passed, at most 6 expected"),
        .init(
            name: "an increment that is a string",
            program: #"BEGIN{@=quantize(1,"x")}"#,
            message: #"""
                quantize( ) argument #2 is incompatible with prototype:\#n\#tprototype: int64_t\#n\#t \#
                argument: string
                """#),
        .init(
            name: "lquantize() from a number to the same",
            program: "BEGIN{@=lquantize(1,5,5)}",
            message: "lquantize( ) base (argument #1) must be less than limit (argument #2)"),
        .init(
            name: "lquantize() with too many levels",
            program: "BEGIN{@=lquantize(1,0,65535)}",
            message: "lquantize( ) step (argument #3) results in too many quantization levels"),
    ]
}
