import BPF
import DTraceCommand
import ProviderAPI
import SystemInfo
import Testing

private struct StubProvider: Provider {
    var name: String
    var answer: Availability
    var lack: String?

    func availability(on system: HostSystem) -> Availability { answer }
    func shortcoming(on system: HostSystem) -> String? { lack }
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
        registry.register(StubProvider(name: "io", answer: .available, lack: "without wait-start"))
        registry.register(StubProvider(name: "tracepoint", answer: .unavailable(reason: "tracefs is not mounted")))
        let text = ProviderTable.text(registry, on: HostSystem(tracefs: nil, features: FixedKernelFeatures([])))
        #expect(
            text == """
                PROVIDER    USABLE  WHY NOT
                dtrace      yes
                io          partly  without wait-start
                tracepoint  no      tracefs is not mounted

                """)
    }

    @Test func `every feature of the kernel has a line`() {
        let lines = FeatureTable.text(of: FixedKernelFeatures([.uprobe])).split(separator: "\n")
        #expect(lines.count == 1 + KernelFeature.allCases.count)
        #expect(lines[0].contains(#/^FEATURE +PRESENT  WHY NOT$/#))
        #expect(lines.contains { $0.contains(#/^uprobe +yes$/#) })
        #expect(lines.contains { $0.contains(#/^kprobe +no +the feature set leaves out kprobe$/#) })
    }
}
