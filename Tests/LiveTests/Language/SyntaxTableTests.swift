import TestSupport
import Testing

extension LiveTests {
    /// The outermost parts of the language: its words, the form of a program, predicates, control lines.
    struct SyntaxTableTests {
        /// Programs and what they print with `-q`; expectations by hand from the DTrace guide.
        private static let programs: [(script: String, output: String)] = [
            // Constants
            (#"BEGIN { printf("%d %d %d", 0x1F, 017, 31); exit(0); }"#, "31 15 31"),
            (#"BEGIN { printf("%d %d %d %d", 'a', '\n', '\x41', '\101'); exit(0); }"#, "97 10 65 65"),
            (#"BEGIN { printf("%d", 'ab'); exit(0); }"#, "24930"),
            (#"BEGIN { printf("a\tb|%s", "q\"x\\"); exit(0); }"#, "a\tb|q\"x\\"),
            (#"BEGIN { printf("%d %d", 2147483648, sizeof(1ULL)); exit(0); }"#, "2147483648 8"),
            (#"BEGIN { printf("%s", "one" /* between */); exit(0); }"#, "one"),
            // The form of a program
            ("BEGIN, END { trace(1); } BEGIN { exit(0); }", "11"),
            ("BEGIN { ;; trace(1); ; exit(0) }", "1"),
            ("dtrace:::BEGIN\n{\n\ttrace(2);\n}\n:::BEGIN { exit(0); }", "2"),
            ("int x; string s; BEGIN { x = 3; s = \"t\"; } BEGIN { trace(x); trace(s); exit(0); }", "3t"),
            ("BEGIN { if (1) { trace(1); } else { trace(2); } if (0) trace(3); else if (1) trace(4); exit(0); }", "14"),
            ("int (*unused)(int, char *); BEGIN { trace(5); exit(0); }", "5"),
            // Predicates
            ("BEGIN /0/ { trace(1); } BEGIN /1/ { trace(2); exit(0); }", "2"),
            ("BEGIN { x = 4; } BEGIN /x / 2 == 2/ { trace(1); exit(0); }", "1"),
            (
                "BEGIN { s = \"a\"; } BEGIN /s == \"b\"/ { trace(1); } BEGIN /s != \"b\" && !(x++)/ { trace(2); exit(0); }",
                "2"
            ),
            ("BEGIN /(x = 7) == 7/ { trace(x); } BEGIN { exit(0); }", "7"),
            ("self int no; BEGIN /self->no/ { trace(1); } BEGIN /!self->no/ { trace(2); self->no = 0; exit(0); }", "2"),
            ("BEGIN /curthread/ { trace(1); exit(0); }", "1"),
            ("END { trace(id); } BEGIN { exit(0); }", "2"),
            // Control lines
            ("#pragma D option strsize=4\nBEGIN { x = \"abcdef\"; trace(x); exit(0); }", "abcd"),
            ("  #pragma D option strsize=4\nBEGIN { x = \"abcdef\"; trace(x); exit(0); }", "abcd"),
            ("#pragma ident \"v1\" \\\n\"v2\"\nBEGIN { trace(1); exit(0); }", "1"),
            ("#pragma D option strsize=4\nBEGIN { trace(strlen(\"abcdef\")); exit(0); }", "4"),
            ("BEGIN { trace(lltostr(1, 37)); } ERROR { trace(arg4 == DTRACEFLT_ILLOP); exit(0); }", "1"),
            (
                "int x[int]; BEGIN, END { x[epid]++; n = x[epid]; } END { trace(n); } BEGIN { exit(0); }",
                "1"
            ),
            ("#pragma D option \\\n strsize=4\nBEGIN { x = \"abcdef\"; trace(x); exit(0); }", "abcd"),
            ("#pragma D option strsize=4 \\\n\nBEGIN { x = \"abcdef\"; trace(x); exit(0); }", "abcd"),
            ("#pragma ident \"v1\"\n#ident \"v2\"\nBEGIN { trace(1); exit(0); }", "1"),
            ("# 1 \"file\"\n#line 7 \"other\"\nBEGIN { trace(1); exit(0); }", "1"),
        ]

        /// Programs that are refused, with the tag and part of the sentence.
        private static let refusals: [(script: String, tag: String, sentence: String)] = [
            ("BEGIN { trace(08); }", "D_INT_DIGIT", "integer constant 08 contains an invalid digit"),
            ("BEGIN { trace(0xg); }", "D_INT_DIGIT", "integer constant 0xg contains an invalid digit"),
            ("BEGIN { trace(99999999999999999999); }", "D_INT_OFLOW", "cannot be represented"),
            ("BEGIN { trace(\"abc); }\n", "D_STR_NL", "newline encountered in string literal"),
            ("BEGIN { trace(1.5); }", "D_SYNTAX", "floating-point constants are not permitted"),
            ("BEGIN { trace(.5); }", "D_SYNTAX", "floating-point constants are not permitted"),
            ("int *p; char *q; BEGIN { p = q; }", "D_OP_INCOMPAT", "incompatible types"),
            ("int *p; BEGIN { trace(2 - p); }", "D_OP_INCOMPAT", "incompatible types"),
            ("BEGIN { trace(args[-1]); }", "D_ARGS_IDX", "index -1 is out of range"),
            ("enum e { A }; enum e { B };", "D_DECL_TYPERED", "type redeclared: enum e"),
            ("BEGIN { trace($1); }", "D_MACRO_UNDEF", "macro argument $1 is not defined"),
            ("BEGIN { trace($x); }", "D_MACRO_UNDEF", "macro variable $x is not defined"),
            ("BEGIN { while (1) { } }", "D_SYNTAX", #"near "while""#),
            ("BEGIN { exit(0); } }", "D_SYNTAX", #"near "}""#),
            ("BEGIN { exit(0);", "D_SYNTAX", "near end of input"),
            ("BEGIN /1 { exit(0); }", "D_SYNTAX", #"near "{""#),
            ("BEGIN // { exit(0); }", "D_SYNTAX", #"near "/""#),
            ("BEGIN /\"text\"/ { exit(0); }", "D_PRED_SCALAR", "predicate"),
            ("#pragma D option nosuch\nBEGIN { exit(0); }", "D_PRAGMA_OPTSET", "Invalid option name"),
            ("#pragma D depends_on library nosuch.d\nBEGIN { exit(0); }", "D_PRAGMA_DEPEND", "main program"),
            (
                "#pragma D binding \"1.x\"\nBEGIN { exit(0); }", "D_PRAGMA_MALFORM",
                "malformed #pragma binding \"version\" <name>"
            ),
            ("int a[3]; BEGIN { printf(\"%s\", a); exit(0); }", "D_PRINTF_ARG_TYPE", "char [] or string"),
            ("BEGIN { printf(\"%ls\", \"a\"); exit(0); }", "D_PRINTF_ARG_TYPE", "wchar_t []"),
            (
                "int PIDTYPE_PID; BEGIN { trace((enum pid_type)0 == PIDTYPE_PID); exit(0); }", "D_IDENT_AMBIG",
                "enum tag"
            ),
            (
                "struct absent *p; BEGIN { trace(p->member); exit(0); }", "D_OP_INCOMPLETE",
                "struct absent is only declared"
            ),
            ("provider p { probe a--b(); }; BEGIN { exit(0); }", "D_SYNTAX", #"near "--""#),
            ("BEGIN { trace(curpsinfo); exit(0); }", "D_TRACE_DYN", "in action list: trace( )"),
            ("BEGIN { print(fds[0]); exit(0); }", "D_PRINT_DYN", "in action list: print( )"),
            ("BEGIN { trace(sizeof (curpsinfo)); exit(0); }", "D_SIZEOF_TYPE", "an operand of unknown size"),
            ("BEGIN { x = curpsinfo; exit(0); }", "D_XLATE_SOU", "in action list: a translated value"),
            ("BEGIN { panic(); exit(0); }", "D_UNKNOWN", "panic() is not implemented (yet)"),
            ("#pragma D depends_on nosuch x\nBEGIN { exit(0); }", "D_PRAGMA_INVAL", "invalid class nosuch"),
            ("#pragma D error \"no\"\nBEGIN { exit(0); }", "D_PRAGERR", "#error"),
            ("#define X 1\nBEGIN { exit(0); }", "D_PRAGCTL_INVAL", "invalid control directive: #define"),
            ("#line 5 \"f\"\nBEGIN { nosuch; }", "D_IDENT_UNDEF", "\"f\", line 5: failed to resolve nosuch"),
        ]

        @Test(arguments: programs)
        func `a program prints`(script: String, output: String) throws {
            let result = try Live.run("-qn", script)
            #expect(result.output == output + "\n", "\(result.errors)")
            #expect(result.status == 0)
        }

        @Test(arguments: refusals)
        func `a program is refused`(script: String, tag: String, sentence: String) throws {
            let result = try Live.run("-xerrtags", "-qn", script)
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.errors.contains("[\(tag)] ") && result.errors.contains(sentence), "\(result.errors)")
        }
    }
}
