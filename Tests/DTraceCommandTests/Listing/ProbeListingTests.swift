import DTraceCommand
import DTraceRuntime
import ProviderAPI
import Testing

struct ProbeListingTests {
    private func row(id: Int, _ probe: ProbeDescription) -> String {
        var buffer = OutputBuffer()
        ProbeListing.add(id: id, probe, to: &buffer)
        return buffer.text
    }

    @Test func `header and rows are right-aligned in DTrace's columns`() {
        #expect(
            ProbeListing.header
                == "   ID   PROVIDER            MODULE                          FUNCTION NAME\n")
        #expect(
            row(id: 1, ProbeDescription("dtrace", "", "", "BEGIN"))
                == "    1     dtrace                                                     BEGIN\n")
        #expect(
            row(id: 123456, ProbeDescription("syscallsandmore", "vmlinux", "read", "entry"))
                == "123456 syscallsandmore           vmlinux                              read entry\n")
    }

    @Test func `details of a probe with arguments`() {
        let text = ProbeListing.details(
            probe: StabilityAttributes(.private, .evolving, .isa),
            arguments: StabilityAttributes(.stable, .private, .common),
            types: [ProbeArgument(name: "fd", type: "int", index: 0), ProbeArgument(type: "struct file *", index: 2)])
        #expect(
            text == """

                \tProbe Description Attributes
                \t\tIdentifier Names: Private
                \t\tData Semantics:   Evolving
                \t\tDependency Class: ISA

                \tArgument Attributes
                \t\tIdentifier Names: Stable
                \t\tData Semantics:   Private
                \t\tDependency Class: Common

                \tArgument Types
                \t\targs[0]: int
                \t\targs[1]: struct file *


                """)
    }

    @Test func `details of a probe without arguments`() {
        let plain = StabilityAttributes(.stable, .stable, .common)
        let text = ProbeListing.details(probe: plain, arguments: plain, types: [])
        #expect(text.hasSuffix("\n\tArgument Types\n\t\tNone\n\n"))
    }

    @Test func `a probe is as stable as the weakest part of its name`() {
        let strong = StabilityAttributes(.stable, .stable, .common)
        let stability = ProviderStability(
            provider: strong, module: StabilityAttributes(.private, .stable, .common),
            function: StabilityAttributes(.stable, .evolving, .isa), name: strong, arguments: strong)
        #expect(
            stability.weakest(of: ProbeDescription("p", "m", "f", "n"))
                == StabilityAttributes(.private, .evolving, .isa))
    }
}
