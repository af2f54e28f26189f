import BPF
import DTraceCommand
import ProviderAPI
import SystemInfo
import Testing

private struct StubProvider: Provider {
    var name: String
    var answer: Availability

    func availability(on system: HostSystem) -> Availability { answer }
    func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {}
    var stability: ProviderStability {
        let plain = StabilityAttributes(.stable, .stable, .common)
        return ProviderStability(provider: plain, module: plain, function: plain, name: plain, arguments: plain)
    }
}

struct ProviderTableTests {
    @Test func `names line up and reasons come last`() {
        var registry = ProviderRegistry()
        registry.register(StubProvider(name: "dtrace", answer: .available))
        registry.register(StubProvider(name: "tracepoint", answer: .unavailable(reason: "tracefs is not mounted")))
        let text = ProviderTable.text(registry, on: HostSystem(tracefs: nil, features: FixedKernelFeatures([])))
        #expect(
            text == """
                PROVIDER    USABLE  WHY NOT
                dtrace      yes
                tracepoint  no      tracefs is not mounted

                """)
    }
}
