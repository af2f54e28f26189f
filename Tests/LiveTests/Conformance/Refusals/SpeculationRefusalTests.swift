import TestSupport
import Testing

extension LiveTests {
    /// Speculations: what is refused.
    struct SpeculationRefusalTests {
        @Test(arguments: SpeculationRefusalCases.refusals)
        func `orders that are refused`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum SpeculationRefusalCases {
    static let refusals: [OutputCase] = [
        .init(
            name: "speculate twice",
            program: "BEGIN { i = 1; speculate(i); speculate(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_SPEC_SPEC",
            status: 1),
        .init(
            name: "speculate after commit",
            program: "BEGIN { i = 1; commit(i); speculate(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_SPEC_COMM",
            status: 1),
        .init(
            name: "speculate after data",
            program: "BEGIN { i = 1; trace(1); speculate(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_SPEC_DREC",
            status: 1),
        .init(
            name: "commit twice",
            program: "BEGIN { i = 1; commit(i); commit(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_COMM_COMM",
            status: 1),
        .init(
            name: "commit after data",
            program: "BEGIN { i = 1; trace(1); commit(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_COMM_DREC",
            status: 1),
        .init(
            name: "data after commit",
            program: "BEGIN { i = 1; commit(i); trace(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_DREC_COMM",
            status: 1),
        .init(
            name: "copyout after speculate",
            program: "BEGIN { i = 1; speculate(i); copyout(alloca(1), 0, 1); }",
            options: ["-q", "-w", "-xerrtags"],
            output: "",
            tag: "D_ACT_SPEC",
            status: 1),
        .init(
            name: "exit after speculate",
            program: "BEGIN { i = 1; speculate(i); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_EXIT_SPEC",
            status: 1),
        .init(
            name: "a destructive action after speculate",
            program: #"BEGIN { i = 1; speculate(i); system("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_ACT_SPEC",
            status: 1),
        .init(
            name: "an aggregation after speculate",
            program: "BEGIN { i = 1; speculate(i); @a = count(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_AGG_SPEC",
            status: 1),
        .init(
            name: "an aggregation after commit",
            program: "BEGIN { i = 1; commit(i); @a = count(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_AGG_COMM",
            status: 1),
        .init(
            name: "speculate without a number",
            program: "BEGIN { i = 1; speculate(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "speculate of a string",
            program: #"BEGIN { i = 1; speculate("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "commit without a number",
            program: "BEGIN { i = 1; commit(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "commit of a string",
            program: #"BEGIN { i = 1; commit("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "discard without a number",
            program: "BEGIN { i = 1; discard(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "discard of a string",
            program: #"BEGIN { i = 1; discard("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "speculation with an argument",
            program: "BEGIN { i = 1; x = speculation(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
    ]
}
