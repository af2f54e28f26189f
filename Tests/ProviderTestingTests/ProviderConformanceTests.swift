import BPF
import ProviderAPI
import ProviderTesting
import Testing

/// The kit finds what is wrong with a provider, and nothing wrong with one that keeps the rules.
struct ProviderConformanceTests {
    private static let workload = ProviderWorkload(
        command: ["/bin/true"], expectations: [.init("standin::number_3:exit", firings: [[42, 0, nil]])])

    private func findings(_ fault: StandInProvider.Fault) -> [Finding] {
        ProviderConformance(StandInProvider(fault), workload: Self.workload).findings()
    }

    @Test func `nothing is wrong with a sound provider`() {
        #expect(findings(.none) == [])
    }

    @Test(arguments: [
        (
            StandInProvider.Fault.falselyAvailable, ConformanceCheck.availability,
            "it is available, but this probe cannot be enabled"
        ),
        (.falselyUnavailable, .availability, "it is unavailable (it is Sunday), but this probe can be enabled"),
        (.noReason, .availability, "it is unavailable and gives no reason"),
        (.changingOrder, .order, "two listings differ: of 40 and 40 probes"),
        (.twice, .uniqueness, "it is listed twice"),
        (.newline, .names, "it has a control character"),
        (.lostName, .exactNames, "its full name does not find it"),
        (.foreignPattern, .patterns, "the pattern standin::"),
        (.reading, .laziness, "for another provider's name it reads"),
        (.claiming, .laziness, "it claims to know probes of a provider that there is not"),
        (.noType, .arguments, "args[0] has no type"),
        (.tooFar, .arguments, "args[0] is arg10, and there are arg0 to arg9"),
        (.badInstruction, .stubs, "stubs for clauses with no arguments (tailcall) do not load"),
        (.nowhere, .stubs, "it fires nowhere: it has no site"),
        (.wrongValue, .values, "standin::number_3:exit (tailcall): arg0 of firing 1 is 41, and the workload passes 42"),
        (.oneRefused, .attaching, "40 probes cannot be enabled together"),
        (.leak, .leaks, "enabling it 8 times leaves"),
    ])
    func `finds`(fault: StandInProvider.Fault, check: ConformanceCheck, words: String) {
        let found = ProviderConformance(StandInProvider(fault), workload: Self.workload).findings([check])
        #expect(found.contains { $0.check == check && $0.problem.hasPrefix(words) }, "\(found)")
    }

    @Test func `every check has a provider that fails it, and reports it alone where it can`() {
        #expect(Set(findings(.twice).map(\.check)) == [.uniqueness])
        #expect(Set(findings(.wrongValue).map(\.check)) == [.values])
        #expect(Set(findings(.leak).map(\.check)) == [.leaks])
        #expect(
            ProviderConformance(StandInProvider(.wrongValue), workload: Self.workload).findings([.order, .stubs]) == [])
    }

    @Test func `a workload that fires otherwise`() {
        let workload = ProviderWorkload(
            command: ["/bin/true"], expectations: [.init("standin::number_3:exit", firings: [[42], [42]])])
        let found = ProviderConformance(StandInProvider(), workload: workload).findings([.values])
        #expect(
            found.first?.problem
                == "standin::number_3:exit (tailcall): it fired 1 times, and the workload makes it fire 2 times")
        #expect(found.allSatisfy { $0.check == .values })
    }

    @Test func `a provider written in D is held to the same rules`() {
        func findings(_ argument: String) -> [Finding] {
            let library = ProviderLibrary(
                provider: "ended",
                text: """
                    provider ended { probe third(int answer); };
                    inline int __answer[int a] = \(argument);
                    standin::number_3:exit { probe ended:::third(__answer[arg0]); }

                    """)
            let workload = ProviderWorkload(
                command: ["/bin/true"], expectations: [.init("ended:::third", firings: [[42]])])
            return ProviderConformance(library, over: [StandInProvider()], workload: workload).findings()
        }
        #expect(findings("a") == [])
        #expect(findings("a + 1").first?.problem.hasSuffix("is 43, and the workload passes 42") == true)
        #expect(Set(findings("a + 1").map(\.check)) == [.values])
    }

    @Test func `a finding as text`() {
        let finding = Finding(.order, ProbeDescription("a", "b", "c", "d"), "no")
        #expect(finding.description == "order: a:b:c:d: no")
        #expect(Finding(.stubs, nil, "no").description == "stubs: no")
    }
}
