import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// What runs print, byte for byte as DTrace does, with the CPU and the probe number left out of rows.
    struct OutputConformanceTests {
        @Test(arguments: OutputCases.actions + OutputCases.exits + OutputCases.errors)
        func `prints actions, exits and errors`(_ item: OutputCase) throws {
            try item.check()
        }

        @Test(arguments: OutputCases.aggregations + OutputCases.distributions)
        func `prints aggregations`(_ item: OutputCase) throws {
            try item.check()
        }

        @Test(arguments: OutputCases.speculations + OutputCases.drops)
        func `prints speculations and drops`(_ item: OutputCase) throws {
            try item.check()
        }

        @Test func `an interrupt breaks the line before END, except in tests`() throws {
            for (environment, expected) in [([:], "\nend\n"), (["_DTRACE_TESTING": "1"], "end\n")] {
                let folder = try TemporaryFolder()
                let running = try RunningCommand(
                    Live.program, ["-qn", "BEGIN { printf(\"on\"); } END { printf(\"end\"); }"],
                    environment: environment, scratch: folder.url)
                #expect(running.wait { $0.output.contains("on") })
                running.send(SIGINT)
                #expect(try running.finish(timeout: 30).output == "on" + expected)
            }
        }
    }
}

/// The programs and what they print.
private enum OutputCases {
    private static let heading = String(repeating: " ", count: 19) + "FUNCTION:NAME\n"
    private static let begin = String(repeating: " ", count: 26) + ":BEGIN "
    private static let end = String(repeating: " ", count: 28) + ":END "

    static let actions: [OutputCase] = [
        .init(
            name: "signed and unsigned numbers have columns of their width",
            program: """
                BEGIN { trace((char)-1); trace((short)-2); trace(-3); trace((int64_t)-4); trace((uint8_t)-1);
                trace((uint16_t)-1); trace((uint32_t)-1); trace((uint64_t)-1); exit(0); }
                """, options: [],
            output: heading + begin
                + "  -1    -2         -3                  -4 255 65535 4294967295 18446744073709551615\n\n"),
        .init(
            name: "-q leaves the columns away", program: #"BEGIN { trace((char)-1); trace("s"); trace(7); exit(0); }"#,
            output: "-1s7\n"),
        .init(
            name: "printf flags",
            program: """
                BEGIN { printf("[%5d][%-5d][%05d][%+d][% d][%#x][%#o][%.3d][%8.3d][%.0d][%-05d]",
                42, 42, 42, 42, 42, 42, 8, 7, 7, 0, 3); exit(0); }
                """, output: "[   42][42   ][00042][+42][ 42][0x2a][010][007][     007][0][00003]\n"),
        .init(
            name: "the width may come before @",
            program: #"BEGIN { @ = sum(5); printa("[%5@d][%-5@d][%@5d]", @); exit(0); }"#,
            output: "[    5][5    ][    5]\n"),
        .init(
            name: "the width of a pointer", program: #"BEGIN { printf("%?x", 10); exit(0); }"#,
            output: "               a\n"),
        .init(
            name: "printf strings and characters",
            program:
                #"BEGIN { printf("[%-5s][%5s][%.2s][%c][%S][%C]", "abc", "abc", "abc", 65, "a\t", 10); exit(0); }"#,
            output: "[abc  ][  abc][ab][A][a\\t][\\n]\n"),
        .init(
            name: "printf of a time", program: #"BEGIN { printf("%Y", 1000000000000000000); exit(0); }"#,
            output: "2001 Sep  9 01:46:40\n"),
        .init(
            name: "a character array prints as a string, a struct as a table",
            program: """
                struct s { int a; char b[5]; }; struct s v;
                BEGIN { v.a = 1; v.b[0] = 'x'; trace(v.b); trace(v); exit(0); }
                """,
            output: """
                x
                             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                         0: 01 00 00 00 78 00 00 00 00 00 00 00              ....x.......


                """),
        .init(
            name: "system() comes between what is printed",
            program: #"BEGIN { printf("a "); system("echo b"); printf("c"); exit(0); }"#,
            options: ["-wq"], output: "a b\nc\n"),
        .init(
            name: "freopen() without a path goes back",
            program: #"BEGIN { freopen("/dev/null"); printf("away"); freopen(""); printf("back"); exit(0); }"#,
            options: ["-wq"], output: "back\n"),
        .init(
            name: "setopt() counts from there on", program: #"BEGIN { setopt("quiet"); exit(0); } END { trace(1); }"#,
            options: [], output: heading + begin + "1\n"),
        .init(
            name: "-F has a column for functions", program: #"BEGIN { trace(1); exit(0); }"#, options: ["-F"],
            output: "FUNCTION" + String(repeating: " ", count: 33) + "\n| :BEGIN" + String(repeating: " ", count: 34)
                + "          1\n\n"),
    ]

    static let exits: [OutputCase] = [
        .init(
            name: "clauses after exit() on the same probe do not run",
            program: "BEGIN { trace(1); } BEGIN { exit(3); trace(2); } BEGIN { trace(3); } tick-1ms { trace(4); }",
            output: "12\n", status: 3),
        .init(
            name: "END runs all its clauses, and its exit() counts",
            program: "tick-1ms { exit(2); } END { trace(1); exit(5); } END { trace(2); }", output: "12\n", status: 5),
        .init(
            name: "a clause with a false predicate and one that only assigns print nothing",
            program: "BEGIN { x = 1; } BEGIN /x == 0/ { trace(1); } BEGIN { exit(0); }", options: [],
            output: heading + begin + "\n\n"),
        .init(
            name: "an empty clause makes a row", program: "BEGIN { } END { } BEGIN { exit(0); }", options: [],
            output: heading + begin + "\n" + begin + "\n" + end + "\n\n"),
    ]

    static let errors: [OutputCase] = [
        .init(
            name: "a fault drops the clause's row and runs ERROR",
            program:
                #"BEGIN { trace(1); trace(*(int *)64); } ERROR { printf("%d %x", arg4, arg5); } BEGIN { exit(1); }"#,
            output: "1 40\n", status: 1),
        .init(
            name: "an option that is none", program: #"BEGIN { setopt("nosuch"); exit(0); }"#, output: "\n",
            errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): "
                + "couldn't set option \"nosuch\" to \"1\": Invalid option name\n"),
        .init(
            name: "a file that cannot be opened", program: #"BEGIN { freopen("/no/such"); printf("x"); exit(0); }"#,
            options: ["-wq"], output: "x\n",
            errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): "
                + "couldn't freopen() \"/no/such\": No such file or directory\n"),
    ]

    static let aggregations: [OutputCase] = [
        .init(
            name: "every function",
            program: """
                BEGIN { @c = count(); @s = sum(-3); @a = avg(5); @a = avg(-8); @m = min(-3); @x = max(-7);
                @d = stddev(4); @d = stddev(8); exit(0); }
                """,
            output: "\n                1\n               -3\n               -1\n               -3\n               -7\n"
                + "                2\n"),
        .init(
            name: "keys of all sizes",
            program: #"BEGIN { @[(char)-1, (short)-2, -3, (int64_t)-4, "five"] = count(); exit(0); }"#,
            output: "\n  -1    -2       -3               -4  five" + String(repeating: " ", count: 46)
                + "                1\n"),
        .init(
            name: "rows by value, ties by key, negative keys last",
            program:
                #"BEGIN { @[-1] = sum(2); @[1] = sum(2); @[0] = sum(2); @[9] = sum(-5); printa("%d ", @); exit(0); }"#,
            output: "9 0 1 -1 \n"),
        .init(
            name: "aggsortrev turns rows and aggregations around",
            program: #"BEGIN { @a = sum(1); @b["x"] = sum(2); @b["y"] = sum(3); exit(0); }"#,
            options: ["-q", "-xaggsortrev"],
            output: "\n  y" + String(repeating: " ", count: 65) + "3\n  x" + String(repeating: " ", count: 65)
                + "2\n                1\n"),
        .init(
            name: "clear keeps keys; extremes begin anew",
            program: """
                BEGIN { @c["k"] = count(); @m = min(3); @x = max(3); clear(@c); clear(@m); clear(@x);
                printa("%s %@d\\n", @c); printa("%@d\\n", @m); printa("%@d\\n", @x); exit(0); }
                """, output: "k 0\n9223372036854775807\n-9223372036854775808\n\n"),
        .init(
            name: "trunc keeps the largest, or the smallest",
            program: """
                BEGIN { @a[1] = sum(1); @a[2] = sum(2); @a[3] = sum(3); trunc(@a, 2); printa("%d ", @a);
                trunc(@a, -1); printa("%d ", @a); trunc(@a); printa("%d ", @a); exit(0); }
                """, output: "2 3 2 \n"),
        .init(
            name: "an aggregation printed before it had rows is printed at the end",
            program: "BEGIN /0/ { @a = count(); } BEGIN { printa(@a); exit(0); } END { @a = count(); }",
            output: "\n\n                1\n"),
        .init(
            name: "normalize and denormalize",
            program:
                #"BEGIN { @a = sum(100); normalize(@a, 10); printa("%@d ", @a); denormalize(@a); printa("%@d", @a); exit(0); }"#,
            output: "10 100\n"),
        .init(
            name: "several in one row, 0 where one has none",
            program:
                #"BEGIN { @a[1] = count(); @b[1] = sum(7); @b[2] = sum(8); printa("%d %@d %@d\n", @a, @b); exit(0); }"#,
            output: "2 0 8\n1 1 7\n\n"),
    ]

    private static let top = "\n           value  ------------- Distribution ------------- count    \n"
    private static let full = " |" + String(repeating: "@", count: 40) + " 1        \n"
    private static let none = " |" + String(repeating: " ", count: 40) + " 0        \n"
    private static func label(_ text: String) -> String {
        String(repeating: " ", count: max(0, 16 - text.count)) + text
    }
    private static func distribution(_ before: String, _ value: String, _ after: String) -> String {
        "\n" + top + label(before) + none + label(value) + full + label(after) + none + "\n"
    }

    static let distributions: [OutputCase] = [
        .init(
            name: "quantize of zero", program: "BEGIN { @ = quantize(0); exit(0); }",
            output: distribution("-1", "0", "1")),
        .init(
            name: "quantize of the smallest number",
            program: "BEGIN { @ = quantize(-9223372036854775807 - 1); exit(0); }",
            output: "\n" + top + "-4611686018427387904" + full + "-2305843009213693952" + none + "\n"),
        .init(
            name: "lquantize below its range", program: "BEGIN { @ = lquantize(-9, 0, 10, 1); exit(0); }",
            output: "\n" + top + label("< 0") + full + label("0") + none + "\n"),
        .init(
            name: "llquantize of its first magnitude", program: "BEGIN { @ = llquantize(1, 10, 0, 2, 10); exit(0); }",
            output: distribution("0", "1", "2")),
        .init(
            name: "llquantize below its first magnitude",
            program: "BEGIN { @ = llquantize(-7, 10, 1, 2, 10); exit(0); }",
            output: distribution("-10", "abs() < 10", "10")),
    ]

    static let speculations: [OutputCase] = [
        .init(
            name: "committed records come where they are committed",
            program: """
                BEGIN { self->s = speculation(); } BEGIN { speculate(self->s); printf("s"); } BEGIN { printf("a"); }
                BEGIN { commit(self->s); } BEGIN { printf("b"); exit(0); }
                """, output: "asb\n"),
        .init(
            name: "discarded and uncommitted records do not come",
            program: """
                BEGIN { s = speculation(); t = speculation(); } BEGIN { speculate(s); printf("s"); }
                BEGIN { speculate(t); printf("t"); } BEGIN { discard(s); } BEGIN { printf("b"); exit(0); }
                """, options: ["-q", "-xnspec=2"], output: "b\n"),
        .init(
            name: "numbers that are none",
            program:
                #"BEGIN { commit(1); discard(2); } BEGIN { speculate(7); trace(1); } BEGIN { trace(2); exit(0); }"#,
            output: "2\n"),
    ]

    static let drops: [OutputCase] = [
        .init(
            name: "no speculation is free",
            program: #"BEGIN { s = speculation(); t = speculation(); trace(t); exit(0); }"#,
            options: ["-q", "-xdroptags"], output: "0\n",
            errors: "dtrace: [DTRACEDROP_SPECUNAVAIL] 1 failed speculation (no speculative buffer available)\n"),
        .init(
            name: "a speculation that is too small",
            program: """
                BEGIN { s = speculation(); } BEGIN { speculate(s); trace(1); } BEGIN { speculate(s); trace(2); }
                BEGIN { commit(s); } BEGIN { exit(0); }
                """, options: ["-q", "-xspecsize=8"], output: "\n", errors: "dtrace: 2 speculative drops\n"),
        .init(
            name: "a buffer that cannot hold a record", program: "BEGIN { trace(1); exit(0); }",
            options: ["-q", "-b", "8"], output: "",
            errors: "dtrace: could not enable tracing: Enabling exceeds size of buffer\n", status: 1),
        .init(
            name: "no room for dynamic variables",
            program: "BEGIN { a[1] = 1; a[2] = 1; a[3] = 1; a[4] = 1; a[5] = 1; exit(0); }",
            options: ["-q", "-xdynvarsize=64"], output: "\n"),
    ]
}
