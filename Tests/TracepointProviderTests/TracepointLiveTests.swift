import BPF
import ProviderAPI
import SystemInfo
import Testing
import TracepointProvider

@Suite struct TracepointLiveTests {
    private let system = HostSystem.current(features: FixedKernelFeatures([.rawTracepointCookie]))

    @Test func `every available event is listed, and found again by its own name`() throws {
        let tracefs = try #require(system.tracefs)
        let available = try SystemFile.text(of: tracefs + "/available_events").split(separator: "\n").map(String.init)
        var listed: [String] = []
        try TracepointProvider().forEachProbe(matching: ProbePattern(), on: system) { probe in
            let name = probe.description
            listed.append("\(name.module):\(name.name)")
            var found: [ProbeDescription] = []
            let exact = ProbePattern(provider: Glob(name.provider), module: Glob(name.module), name: Glob(name.name))
            try TracepointProvider().forEachProbe(matching: exact, on: system) { found.append($0.description) }
            #expect(found == [name])
        }
        #expect(listed.sorted() == available.sorted())
    }

    @Test func `every event can be typed and placed`() throws {
        var raw = 0
        var onRecords = 0
        try TracepointProvider().forEachProbe(matching: ProbePattern(), on: system) { probe in
            for argument in try probe.arguments(on: system) {
                #expect(!argument.type.isEmpty && !argument.name.isEmpty)
            }
            let sites = try probe.sites(for: ContextDemand(arguments: Set(0..<10)), on: system)
            var code = Code()
            try sites[0].context.emitConverter(into: &code, demand: ContextDemand(arguments: Set(0..<10)))
            #expect(code.slotCount >= 10)
            if case .tracepoint = sites[0].attachPoint { onRecords += 1 }
            if case .rawTracepoint = try probe.sites(for: .nothing, on: system)[0].attachPoint { raw += 1 }
        }
        #expect(raw > 0 && onRecords > 0)
    }
}
