import BPF
import PerfEventProvider
import ProviderAPI
import SystemInfo
import Testing

@Suite struct ProfileProviderTests {
    private let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([]))

    private func list(_ pattern: ProbePattern) throws -> [any Probe] {
        var probes: [any Probe] = []
        try ProfileProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        return probes
    }

    private func event(_ name: String) throws -> PerfEventAttachPoint? {
        guard
            case .perfEvent(let event)? = try list(ProbePattern(name: Glob(name))).first?
                .sites(for: .nothing, on: system).first?.attachPoint
        else { return nil }
        return event
    }

    @Test func `the usual rates are listed`() throws {
        #expect(
            try list(ProbePattern()).map(\.description.name) == [
                "profile-97", "profile-199", "profile-499", "profile-997", "profile-1999", "profile-4001",
                "profile-4999", "tick-1", "tick-10", "tick-100", "tick-500", "tick-1000", "tick-5000",
            ])
        #expect(
            try list(ProbePattern(name: "tick-1*")).map(\.description.name) == [
                "tick-1", "tick-10", "tick-100", "tick-1000",
            ])
        #expect(try list(ProbePattern(module: "vmlinux")).isEmpty)
    }

    @Test(arguments: [
        ("tick-1", 1_000_000_000), ("tick-997", 1_003_009), ("profile-997hz", 1_003_009), ("tick-10ms", 10_000_000),
        ("tick-10msec", 10_000_000), ("tick-250us", 250_000), ("tick-250usec", 250_000), ("tick-200000ns", 200_000),
        ("tick-200000nsec", 200_000), ("tick-5s", 5_000_000_000), ("tick-5sec", 5_000_000_000),
        ("tick-2m", 120_000_000_000), ("tick-2min", 120_000_000_000), ("tick-1h", 3_600_000_000_000),
        ("tick-1hour", 3_600_000_000_000), ("tick-30d", 2_592_000_000_000_000), ("tick-1day", 86_400_000_000_000),
        ("tick-106751d", 9_223_286_400_000_000_000),
    ])
    func `intervals are read in every unit`(name: String, nanoseconds: UInt64) throws {
        let expected = PerfEventAttachPoint(
            type: 1, config: 0, sampling: .period(nanoseconds), cpus: name.hasPrefix("tick") ? .one : .all)
        #expect(try event(name) == expected)
    }

    @Test(arguments: [
        "tick-0", "tick-", "tick", "tick-5001", "tick-199us", "tick-1x", "tick-1 s", "profile-106752d",
        "tick-99999999999999999999", "profile-18446744073709551615d", "tock-1", "profile--1", "tick-1.5s",
    ])
    func `names that are no interval match nothing`(name: String) throws {
        #expect(try list(ProbePattern(name: Glob(name))).isEmpty)
    }

    @Test func `program counters come from the saved registers`() throws {
        let context = try #require(try list(ProbePattern(name: "tick-1")).first?.sites(for: .nothing, on: system).first)
            .context
        #expect(context.arguments == [.kernelProgramCounter, .userProgramCounter])
        #expect(context.registers == .context && context.carrier == .perfEvent)
    }
}
