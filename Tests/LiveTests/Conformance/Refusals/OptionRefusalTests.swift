import TestSupport
import Testing

extension LiveTests {
    /// Options: what is refused.
    struct OptionRefusalTests {
        @Test(arguments: OptionRefusalCases.refusals)
        func `refused values and names`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum OptionRefusalCases {
    static let refusals: [OutputCase] = [
        .init(
            name: "-xnosuch",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xnosuch"],
            output: "",
            errors: "dtrace: failed to set -x nosuch: Invalid option name\n",
            status: 1),
        .init(
            name: "-xnosuch=1",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xnosuch=1"],
            output: "",
            errors: "dtrace: failed to set -x nosuch: Invalid option name\n",
            status: 1),
        .init(
            name: "-xaggsize=foo",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xaggsize=foo"],
            output: "",
            errors: "dtrace: failed to set -x aggsize: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xaggsize",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xaggsize"],
            output: "",
            errors: "dtrace: failed to set -x aggsize: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xbufsize=-1",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xbufsize=-1"],
            output: "",
            errors: "dtrace: failed to set -x bufsize: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xbufsize=1x",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xbufsize=1x"],
            output: "",
            errors: "dtrace: failed to set -x bufsize: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xbufsize=",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xbufsize="],
            output: "",
            errors: "dtrace: failed to set -x bufsize: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xbufpolicy=other",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xbufpolicy=other"],
            output: "",
            errors: "dtrace: failed to set -x bufpolicy: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xbufresize=other",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xbufresize=other"],
            output: "",
            errors: "dtrace: failed to set -x bufresize: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xcpu=x",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xcpu=x"],
            output: "",
            errors: "dtrace: failed to set -x cpu: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xnspec=x",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xnspec=x"],
            output: "",
            errors: "dtrace: failed to set -x nspec: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xstackindent=x",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xstackindent=x"],
            output: "",
            errors: "dtrace: failed to set -x stackindent: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xswitchrate=10foo",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xswitchrate=10foo"],
            output: "",
            errors: "dtrace: failed to set -x switchrate: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xswitchrate",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xswitchrate"],
            output: "",
            errors: "dtrace: failed to set -x switchrate: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xstatusrate=x",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xstatusrate=x"],
            output: "",
            errors: "dtrace: failed to set -x statusrate: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xstrsize=x",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xstrsize=x"],
            output: "",
            errors: "dtrace: failed to set -x strsize: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xquiet=x",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xquiet=x"],
            output: "",
            errors: "dtrace: failed to set -x quiet: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xstdc=x",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xstdc=x"],
            output: "",
            errors: "dtrace: failed to set -x stdc: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xevaltime=foo",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xevaltime=foo"],
            output: "",
            errors: "dtrace: failed to set -x evaltime: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xlinkmode=foo",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xlinkmode=foo"],
            output: "",
            errors: "dtrace: failed to set -x linkmode: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xversion=99.9",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xversion=99.9"],
            output: "",
            errors: "dtrace: failed to set -x version: Requested version is not supported by compiler\n",
            status: 1),
        .init(
            name: "-xversion=1.99",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xversion=1.99"],
            output: "",
            errors: "dtrace: failed to set -x version: Requested version is not supported by compiler\n",
            status: 1),
        .init(
            name: "-xversion=x",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xversion=x"],
            output: "",
            errors: "dtrace: failed to set -x version: Version is not properly formatted or is too large\n",
            status: 1),
        .init(
            name: "-xcpp=1",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xcpp=1"],
            output: "",
            errors: "dtrace: failed to set -x cpp: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xerrtags=1",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xerrtags=1"],
            output: "",
            errors: "dtrace: failed to set -x errtags: Invalid value for specified option\n",
            status: 1),
        .init(
            name: "-xspecsize=99999999999999999999",
            program: "BEGIN { exit(0); }",
            options: ["-q", "-xspecsize=99999999999999999999"],
            output: "",
            errors: "dtrace: failed to set -x specsize: Invalid value for specified option\n",
            status: 1),
    ]
}
