import BPF
import PerfEventProvider
import ProviderAPI
import SystemInfo
import Testing

@Suite struct PerfProviderTests {
    private let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([.breakpointEvents, .kprobe]))

    private func list(_ pattern: ProbePattern, on system: HostSystem? = nil) throws -> [any Probe] {
        var probes: [any Probe] = []
        try PerfProvider().forEachProbe(matching: pattern, on: system ?? self.system) { probes.append($0) }
        return probes
    }

    private func point(_ pattern: ProbePattern) throws -> PerfEventAttachPoint? {
        guard case .perfEvent(let event)? = try list(pattern).first?.sites(for: .nothing, on: system).first?.attachPoint
        else { return nil }
        return event
    }

    @Test func `each software event is listed with its usual period and found by its own name`() throws {
        let all = try list(ProbePattern()).map(\.description)
        #expect(all.count == 9)
        #expect(all.contains(ProbeDescription("perf", "software", "page-faults", "1")))
        #expect(all.contains(ProbeDescription("perf", "software", "cpu-clock", "1000000")))
        for name in all {
            let exact = ProbePattern(
                provider: "perf", module: Glob(name.module), function: Glob(name.function), name: Glob(name.name))
            #expect(try list(exact).map(\.description) == [name])
        }
    }

    @Test func `any period may be named`() throws {
        let faults = try point(ProbePattern(module: "software", function: "page-faults", name: "250"))
        #expect(faults == PerfEventAttachPoint(type: 1, config: 2, sampling: .period(250), cpus: .all))
        for name in ["0", "01", "-1", "x", "9223372036854775808"] {
            #expect(try list(ProbePattern(function: "page-faults", name: Glob(name))).isEmpty)
        }
        #expect(try list(ProbePattern(function: "cpu-clock", name: "9999")).isEmpty)
    }

    @Test func `a breakpoint is an address and an access, never listed`() throws {
        func breakpoint(_ place: String, _ access: String) throws -> PerfEventAttachPoint? {
            try point(ProbePattern(module: "breakpoint", function: Glob(place), name: Glob(access)))
        }
        func expected(_ type: UInt32, _ address: UInt64, _ length: UInt64) -> PerfEventAttachPoint {
            PerfEventAttachPoint(
                type: 5, config: 0, breakpointType: type, config1: address, config2: length, sampling: .period(1),
                cpus: .all)
        }
        #expect(try breakpoint("0xffff888000001000", "rw") == expected(3, 0xffff_8880_0000_1000, 8))
        #expect(try breakpoint("0x1004", "w") == expected(2, 0x1004, 4))
        #expect(try breakpoint("0x1003", "w") == expected(2, 0x1003, 1))
        #expect(try breakpoint("0x1003", "x") == expected(4, 0x1003, 8))
        #expect(try breakpoint("0xyz", "x") == nil)
        #expect(try breakpoint("0x1000", "r") == nil)
        #expect(try breakpoint("no_such_symbol_at_all", "x") == nil)
        let symbol = try #require(try system.kernelSymbols.symbol(named: "vfs_read"))
        #expect(try breakpoint("vfs_read", "x") == expected(4, symbol.address, 8))
        #expect(try list(ProbePattern(module: "breakpoint")).isEmpty)
        let without = HostSystem(tracefs: nil, features: FixedKernelFeatures([]))
        #expect(try list(ProbePattern(function: "0x1000"), on: without).isEmpty)
    }

    @Test func `execution of kernel code can be watched only where there are kprobes`() throws {
        let without = HostSystem(tracefs: nil, features: FixedKernelFeatures([.breakpointEvents]))
        func sites(_ place: String, _ access: String) throws -> Int? {
            try list(ProbePattern(function: Glob(place), name: Glob(access)), on: without).first?
                .sites(for: .nothing, on: without).count
        }
        #expect(throws: ProviderError.self) { try sites("0xffffffff81000000", "x") }
        #expect(try sites("0xffffffff81000000", "w") == 1)
        #expect(try sites("0x401000", "x") == 1)
    }

    @Test func `arguments are program counters, address and period`() throws {
        let probe = try #require(try list(ProbePattern(function: "page-faults")).first)
        #expect(try probe.arguments(on: system).map(\.name) == ["pc", "upc", "address", "period"])
        #expect(
            try probe.sites(for: .nothing, on: system)[0].context.arguments == [
                .kernelProgramCounter, .userProgramCounter, .field(offset: 176, width: .double, signed: false),
                .field(offset: 168, width: .double, signed: false),
            ])
    }
}
