import BPF
import DTraceProvider
import ProviderAPI
import SystemInfo
import Testing

@Suite struct DTraceProviderTests {
    private let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([]))

    private func list(_ pattern: ProbePattern) throws -> [any Probe] {
        var probes: [any Probe] = []
        try DTraceProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        return probes
    }

    @Test func `BEGIN, END and ERROR are listed in this order`() throws {
        #expect(
            try list(ProbePattern()).map(\.description.description) == [
                "dtrace:::BEGIN", "dtrace:::END", "dtrace:::ERROR",
            ])
        #expect(try list(ProbePattern(name: "E*")).map(\.description.name) == ["END", "ERROR"])
        #expect(try list(ProbePattern(module: "m")).isEmpty)
        #expect(try list(ProbePattern(provider: "profile")).isEmpty)
    }

    @Test func `they are run, not attached`() throws {
        let site = try #require(try list(ProbePattern(name: "END")).first?.sites(for: .nothing, on: system).first)
        #expect(site == ProbeSite(context: ContextLayout(carrier: .rawTracepoint), attachPoint: .testRun))
    }
}
