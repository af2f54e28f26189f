import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// The language from the command line to the printed values.
    struct LanguageTests {
        /// Declarations, the body of a BEGIN clause, and what it prints.
        private struct Row {
            var before = ""
            var body: String
            var prints: String
        }

        private static let rows: [Row] = [
            Row(body: #"printf("%d %d %d", 0x1f, 017, 10ULL)"#, prints: "31 15 10"),
            Row(body: #"printf("\x41\101\t\\\"")"#, prints: "AA\t\\\""),
            Row(body: #"printf("%d %d %x", 'a', '\n', 'ab')"#, prints: "97 10 6162"),
            Row(body: #"printf("%d %d %d", sizeof (1), sizeof (3000000000), sizeof ("abc"))"#, prints: "4 8 4"),
            Row(
                before: "struct a { char c; int i; long l; };",
                body: #"printf("%d %d", sizeof (struct a), offsetof(struct a, l))"#, prints: "16 8"),
            Row(before: "enum e1 { A1, B1 = 5, C1 };", body: #"printf("%d %d %d", A1, B1, C1)"#, prints: "0 5 6"),
            Row(
                before: "inline int sq[int n] = n * n; inline int N1 = sq[4] + 1;", body: #"printf("%d", N1)"#,
                prints: "17"),
            Row(
                before: "inline string nm[int n] = n == 1 ? \"one\" : \"many\";",
                body: #"printf("%s %s", nm[1], nm[2])"#, prints: "one many"),
            Row(
                before: "struct b { int x:4; int y:5; } vb;", body: #"vb.x = 5; vb.y = 6; printf("%d %d", vb.x, vb.y)"#,
                prints: "5 6"),
            Row(
                before: "int ar[5]; int as[int, string];",
                body: #"ar[1] = 5; as[1, "x"] = 6; printf("%d %d %d", ar[1], as[1, "x"], as[2, "x"])"#, prints: "5 6 0"),
            Row(before: "union u { char c; int i; } vu;", body: #"vu.i = 0x41424344; printf("%c", vu.c)"#, prints: "D"),
            Row(body: #"printf("%d %d %d %d", 7 / 2, -7 / 2, 7 % 3, -7 % 3)"#, prints: "3 -3 1 -1"),
            Row(body: #"printf("%d %d %d %d", 1 ^^ 1, 1 ^^ 0, 5 & 3 == 3, (1, 2))"#, prints: "0 1 1 2"),
            Row(body: #"a = 5; a <<= 2; a |= 3; a ^= 1; printf("%d %d %d", a++, ++a, a--)"#, prints: "22 24 24"),
            Row(body: #"printf("%d %d", "abc" == "abc", "abc" > "abd")"#, prints: "1 0"),
            Row(body: #"if (0) printf("a"); else if (1) printf("b"); else printf("c")"#, prints: "b"),
            Row(
                before: "struct o { int s; int n; }; translator struct o < int i > { s = 2; n = i; };",
                body:
                    #"o1 = *xlate <struct o *>(5); o2 = xlate <struct o>(6); printf("%d %d %d", o1.n, o2.n, xlate <struct o>(7).n)"#,
                prints: "5 6 7"),
        ]

        @Test func `values`() throws {
            let script = Self.rows.map { "\($0.before)\nBEGIN { \($0.body); printf(\"\\n\"); }\n" }.joined()
            let result = try Live.run("-qn", script + "BEGIN { exit(0); }")
            #expect(result.errors == "")
            let lines = result.output.components(separatedBy: "\n")
            for (row, line) in zip(Self.rows, lines) { #expect(line == row.prints, "\(row.body)") }
            #expect(lines.count == Self.rows.count + 2)
        }

        /// Files of a folder that a script is made of, arguments, and what is printed.
        @Test(
            arguments: [
                (["-qC"], "7", ""), (["-qC", "-DBAR=9"], "9", ""), (["-qC", "-DBAR=9", "-UBAR"], "7", ""),
                (["-q", "-xcpp", "-xdefine=BAR=8"], "8", ""),
                (["-q"], nil, "line 1: invalid control directive: #include"),
                (["-qC", "-DBAR=none"], nil, "line 2: failed to resolve none: Unknown variable name"),
            ] as [([String], String?, String)])
        func `the preprocessor`(options: [String], prints: String?, complains: String) throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "script.d")
            try "#ifndef BAR\n#define BAR 7\n#endif\n".write(
                to: folder.url.appending(path: "values.h"), atomically: true, encoding: .utf8)
            try "#include \"values.h\"\nBEGIN { printf(\"%d\", BAR); exit(0); }\n".write(
                to: script, atomically: true, encoding: .utf8)
            let result = try runCommand(Live.program, options + ["-I", folder.url.path, "-s", script.path])
            #expect(result.status == (prints == nil ? 1 : 0), "\(result.errors)")
            #expect(result.output == (prints.map { $0 + "\n" } ?? ""))
            #expect(result.errors.hasSuffix(complains.isEmpty ? "" : complains + "\n"), "\(result.errors)")
        }

        @Test(
            arguments: [
                (["-n", "int x;"], "dtrace: description 'int x' matched 0 probes\ndtrace: no probes matched\n"),
                (
                    ["-n", "BEGIN { stop(); }"],
                    "dtrace: description 'BEGIN ' matched 1 probe\ndtrace: could not enable tracing: Destructive actions not allowed\n"
                ),
                (
                    ["-en", "BEGIN{trace(x)}"],
                    "dtrace: invalid probe specifier BEGIN{trace(x)}: in action list: failed to resolve x: Unknown variable name\n"
                ),
                (
                    ["-xerrtags", "-en", "BEGIN/x/{}"],
                    "dtrace: invalid probe specifier BEGIN/x/{}: [D_IDENT_UNDEF] in predicate: failed to resolve x: Unknown variable name\n"
                ),
                (
                    ["-en", "BEGIN{", "extra"],
                    "dtrace: invalid probe specifier BEGIN{: syntax error near end of input\n"
                ),
                (
                    ["-en", "BEGIN", "extra"],
                    "dtrace: invalid probe specifier BEGIN: extraneous argument 'extra' ($1 is not referenced)\n"
                ),
            ] as [([String], String)])
        func `what cannot run is said in DTrace's words`(arguments: [String], errors: String) throws {
            let result = try runCommand(Live.program, arguments)
            #expect(result.errors == errors)
            #expect(result.status == 1)
        }

        @Test func `a pragma that cannot be obeyed`() throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "script.d")
            try "\n#pragma D option nosuch=1\nBEGIN { }\n".write(to: script, atomically: true, encoding: .utf8)
            let result = try Live.run("-xerrtags", "-es", script.path)
            #expect(
                result.errors
                    == "dtrace: failed to compile script \(script.path): [D_PRAGMA_OPTSET] line 2: failed to set option 'nosuch' to '1': Invalid option name\n"
            )
        }
    }
}
