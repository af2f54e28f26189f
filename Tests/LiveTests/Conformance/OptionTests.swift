import TestSupport
import Testing

extension LiveTests {
    /// Options: values that are taken and refused, and what they do.
    struct OptionTests {
        @Test(arguments: OptionCases.values)
        func `spellings of values`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: OptionCases.effects)
        func `effects`(_ item: OutputCase) throws { try item.check() }

        /// The frames of a stack shown without indentation.
        private func frames(_ options: String..., program: String) throws -> [Substring] {
            let arguments = options + ["-q", "-xstackindent=0", "-n", "BEGIN { \(program); exit(0); }"]
            return try runCommand(Live.program, arguments).output.split(separator: "\n")
        }

        @Test(arguments: ["stack()", "stack(9)", "ustack()", "ustack(9)"])
        func `maxframes limits all stacks`(action: String) throws {
            #expect(try frames(program: action).count > 2)
            #expect(try frames("-xmaxframes=2", program: action).count == 2)
        }

        @Test func `noresolve shows offsets in files`() throws {
            let shown = try frames("-xnoresolve", program: "ustack(3)")
            #expect(shown.count == 3)
            for frame in shown { #expect(frame.wholeMatch(of: /[^`:]+:0x[1-9a-f][0-9a-f]+/) != nil, "\(frame)") }
        }
    }
}

/// The programs and what they print.
private enum OptionCases {
    static let values: [OutputCase] = [
        .init(
            name: "words for on",
            program: #"""
                #pragma D option quiet=enable
                BEGIN { trace(1); exit(0); }
                """#,
            options: [],
            output: "1\n"),
        .init(
            name: "words for on in capitals",
            program: "BEGIN { trace(1); exit(0); }",
            options: ["-xquiet=TRUE"],
            output: "1\n"),
        .init(
            name: "numbers for on",
            program: "BEGIN { trace(1); exit(0); }",
            options: ["-xquiet=5"],
            output: "1\n"),
        .init(
            name: "a number sets, whatever it is",
            program: "BEGIN { trace(1); exit(0); }",
            options: ["-xquiet=0"],
            output: "1\n"),
        .init(
            name: "nothing for off",
            program: "BEGIN { trace(1); exit(0); }",
            options: ["-q", "-xquiet="],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN           1


                """),
        .init(
            name: "words for off",
            program: "BEGIN { trace(1); exit(0); }",
            options: ["-q", "-xquiet=disabled"],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN           1


                """),
        .init(
            name: "sizes in hexadecimal and with suffixes",
            program: #"BEGIN { trace("abcdef"); exit(0); }"#,
            options: ["-q", "-xbufsize=0x10000", "-xaggsize=64K", "-xdynvarsize=1M", "-xspecsize=1g", "-xstrsize=0x3"],
            output: "abc\n"),
        .init(
            name: "rates in every unit",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xswitchrate=100hz", "-xaggrate=1000000ns", "-xstatusrate=1000usec", "-xcleanrate=10ms"],
            output: "\n"),
        .init(
            name: "long rates in every unit",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xaggrate=1sec", "-xstatusrate=1min", "-xcleanrate=1hour"],
            output: "\n"),
        .init(
            name: "the last value counts",
            program: #"BEGIN { trace("abcdef"); exit(0); }"#,
            options: ["-q", "-xstrsize=2", "-xstrsize=4"],
            output: "abcd\n"),
        .init(
            name: "versions of D",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xversion=1.6.4"],
            output: "\n"),
    ]

    static let effects: [OutputCase] = [
        .init(
            name: "strsize",
            program: #"""
                BEGIN { x = "abcdefgh"; trace(x); trace(strlen(x)); trace(strjoin(x, "yz")); trace(sizeof \#
                (x)); @[x] = count(); self->s = "1234567"; trace(self->s); exit(0); }
                """#,
            options: ["-q", "-xstrsize=5"],
            output: """
                abcde5abcde512345
                  abcde                                                             1

                """),
        .init(
            name: "strsize of copied strings",
            program: #"""
                BEGIN { this->p = (char *)alloca(10); this->p[0] = 97; this->p[1] = 98; this->p[2] = \#
                99; this->p[3] = 100; this->p[4] = 101; this->p[5] = 102; trace(stringof(this->p)); \#
                exit(0); }
                """#,
            options: ["-q", "-xstrsize=5"],
            output: "abcde\n"),
        .init(
            name: "scratchsize",
            program: "BEGIN { this->p = alloca(1000); trace(1); exit(0); }",
            options: ["-q", "-xscratchsize=1k"],
            output: "1\n"),
        .init(
            name: "nspec",
            program: #"""
                BEGIN { printf("%d %d %d %d", speculation(), speculation(), speculation(), speculation()); \#
                exit(0); }
                """#,
            options: ["-q", "-xnspec=3"],
            output: "1 2 3 0\n",
            errors: "dtrace: 1 failed speculation (no speculative buffer available)\n"),
        .init(
            name: "defaultargs",
            program: #"BEGIN { printf("[%d][%s]", $1, $$2); exit(0); }"#,
            options: ["-q", "-xdefaultargs"],
            output: "[0][]\n"),
        .init(
            name: "bufpolicy ring keeps the last records",
            program: #"""
                BEGIN { i = 0; } tick-5ms / i < 12 / { printf("%d ", i++); } tick-5ms / i == 12 / { \#
                exit(0); } END { printf("end"); }
                """#,
            options: ["-q", "-xbufpolicy=ring", "-xbufsize=100"],
            output: "7 8 9 10 11 end\n"),
        .init(
            name: "bufpolicy fill keeps the first records and ends",
            program: #"BEGIN { i = 0; } tick-5ms { printf("%d ", i++); } END { printf("end"); }"#,
            options: ["-q", "-xbufpolicy=fill", "-xbufsize=100"],
            output: "0 1 2 3 4 5 end\n"),
        .init(
            name: "bufpolicy switch",
            program: #"BEGIN { printf("begin "); exit(0); }"#,
            options: ["-q", "-xbufpolicy=switch"],
            output: "begin \n"),
        // The kernels of some virtual machines withhold the samples of an idle processor.
        .init(
            name: "cpu",
            program: #"""
                profile-97 { @[cpu == 1] = count(); } BEGIN { printf("%d", cpu); } tick-100ms { exit(0); \#
                } END { printf(" %d", cpu); printa(" %d", @); }
                """#,
            options: ["-q", "-xcpu=1", "-c", "taskset -c 1 sha1sum /dev/zero"],
            output: "1 1 1\n"),
        .init(
            name: "a CPU that is none",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xcpu=99999"],
            output: "",
            errors: "dtrace: could not enable tracing: this machine has no CPU 99999\n",
            status: 1),
        .init(
            name: "a negative CPU",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xcpu=-1"],
            output: "",
            errors: "dtrace: failed to set -x cpu: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "a buffer that cannot hold a record",
            program: "BEGIN { trace(1); exit(0); }",
            options: ["-q", "-b", "8"],
            output: "",
            errors: "dtrace: could not enable tracing: Enabling exceeds size of buffer\n",
            status: 1),
        .init(
            name: "sizes beyond what there is are lowered",
            program: "BEGIN { exit(0); }",
            options: ["-b", "4g", "-xaggsize=1g"],
            output: "                   FUNCTION:NAME\n                          :BEGIN \n\n",
            errors: "dtrace: buffer size lowered to 1g\ndtrace: aggregation size lowered to 256m\n"),
        .init(
            name: "quietresize leaves that out",
            program: "BEGIN { exit(0); }",
            options: ["-b", "4g", "-xquietresize"],
            output: "                   FUNCTION:NAME\n                          :BEGIN \n\n"),
        .init(
            name: "bufresize manual insists on sizes",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xbufresize=manual", "-xbufsize=4g"],
            output: "",
            errors: "dtrace: could not enable tracing: Cannot allocate memory\n",
            status: 1),
        .init(
            name: "switchrate and statusrate",
            program: #"""
                BEGIN { i = 0; } tick-5ms / i < 3 / { printf("%d ", i++); } tick-5ms / i == 3 / { exit(0); \#
                }
                """#,
            options: ["-q", "-xswitchrate=1ms", "-xstatusrate=1ms"],
            output: "0 1 2 \n"),
        .init(
            name: "aggrate: what printa() shows is as old",
            program: #"BEGIN { @a = count(); printa("%@d", @a); exit(0); }"#,
            options: ["-q", "-xaggrate=1hour"],
            output: "1\n"),
    ]
}
