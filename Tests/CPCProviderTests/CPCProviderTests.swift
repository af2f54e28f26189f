import BPF
import Foundation
import ProviderAPI
import SystemInfo
import Testing

@testable import CPCProvider

@Suite struct CPCProviderTests {
    /// A sysfs with the sources of events that are named.
    private func withSystem(_ sources: [String], _ body: (HostSystem) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "cpc-" + UUID().uuidString
        for source in sources {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/bus/event_source/devices/\(source)", withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(HostSystem(tracefs: nil, sysfs: folder, features: FixedKernelFeatures([])))
    }

    private func list(_ pattern: ProbePattern, on system: HostSystem) throws -> [any Probe] {
        var probes: [any Probe] = []
        try CPCProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        return probes
    }

    private func event(_ name: String, on system: HostSystem) throws -> PerfEventAttachPoint {
        let probe = try #require(try list(ProbePattern(provider: "cpc", name: Glob(name)), on: system).first)
        let site = try probe.sites(for: .nothing, on: system)[0]
        guard case .perfEvent(let event) = site.attachPoint else {
            throw ProviderError("\(site.attachPoint) is no perf event")
        }
        return event
    }

    @Test(arguments: [
        ("cpu_clock-all-1000000", "cpu_clock", CounterName.Mode.all, 1_000_000),
        ("inst_retired.any-user-5000", "inst_retired.any", .user, 5_000), ("a-b-kernel-1", "a-b", .kernel, 1),
    ])
    func `names have an event, a mode and a count`(text: String, event: String, mode: CounterName.Mode, count: Int) {
        #expect(CounterName(text) == CounterName(event: event, mode: mode, count: UInt64(count)))
        #expect(CounterName(text)?.text == text)
    }

    @Test(arguments: [
        "", "cpu_clock", "cpu_clock-all", "cpu_clock-all-0", "cpu_clock-all-01", "cpu_clock-all--1", "-all-1",
        "cpu_clock-some-1", "cpu_clock-all-1k", "cpu_clock-all-9223372036854775808",
    ])
    func `other texts are no names`(text: String) { #expect(CounterName(text) == nil) }

    @Test func `generic events have the numbers of the kernel's header`() throws {
        try withSystem(["cpu"]) { system throws in
            #expect(try event("cpu_cycles-all-5000", on: system).config == 0)
            #expect(try event("ref_cpu_cycles-all-5000", on: system).config == 9)
            let cache = try event("l1d_read_miss-user-70000", on: system)
            #expect((cache.type, cache.config) == (3, 0x10000))
            #expect(cache.excludesKernel && !cache.excludesUser)
            #expect(cache.sampling == .period(70_000))
            let node = try event("node_prefetch_access-kernel-70000", on: system)
            #expect((node.type, node.config) == (3, 0x206))
            #expect(node.excludesUser && !node.excludesKernel)
            let faults = try event("page_faults-all-1", on: system)
            #expect((faults.type, faults.config, faults.cpus) == (1, 2, .all))
        }
    }

    @Test func `without counters only software events are listed, and others are refused by name`() throws {
        try withSystem(["software", "msr"]) { system throws in
            let names = try list(ProbePattern(), on: system).map(\.description.name)
            #expect(names.contains("cpu_clock-all-1000000"))
            #expect(names.count == 9 * 3)
            let error = #expect(throws: ProviderError.self) { try event("cpu_cycles-all-5000", on: system) }
            #expect(
                "\(error, default: "")".hasPrefix("cpc:::cpu_cycles-all-5000: the kernel offers no hardware counters"))
            // Without the provider a name may be another one's.
            #expect(try list(ProbePattern(name: "cpu_cycles-all-5000"), on: system).isEmpty)
            #expect(try list(ProbePattern(provider: "cpc", name: "tick-1s"), on: system).isEmpty)
        }
        try withSystem(["cpu_core"]) { system throws in
            #expect(try list(ProbePattern(name: "cpu_cycles-*"), on: system).count == 3)
        }
    }

    @Test func `counts too small to live with are refused`() throws {
        try withSystem(["cpu"]) { system throws in
            for name in ["cpu_cycles-all-4999", "cpu_clock-all-9999"] {
                let error = #expect(throws: ProviderError.self) { try event(name, on: system) }
                #expect("\(error, default: "")".contains("the count must be at least"))
            }
        }
    }

    @Test func `the maker's names are looked up`() throws {
        // Must be set before libpfm4 is first asked: then it knows every processor, by its prefix.
        setenv("LIBPFM_ENCODE_INACTIVE", "1", 1)
        try withSystem(["cpu"]) { system throws in
            // INST_RETIRED.ANY_P of Skylake: event 0xc0, umask 0, PERF_TYPE_RAW.
            let skylake = try CounterEncoding(named: "skl::inst_retired.any_p")
            #expect((skylake.type, skylake.config & 0xffff) == (4, 0xc0))
            // LONGEST_LAT_CACHE.MISS: event 0x2e, umask 0x41.
            #expect(try CounterEncoding(named: "skl::longest_lat_cache.miss").config & 0xffff == 0x412e)
            let error = #expect(throws: ProviderError.self) { try event("no_such_event-all-5000", on: system) }
            #expect("\(error, default: "")".contains("the event 'no_such_event' is not known for this processor: "))
        }
    }

    @Test func `the mode is looked at where the kernel does not`() throws {
        try withSystem([]) { system throws in
            func filters(_ name: String) throws -> [ContextFilter] {
                try list(ProbePattern(provider: "cpc", name: Glob(name)), on: system)[0]
                    .sites(for: .nothing, on: system)[0].context.filters
            }
            let clock = try event("task_clock-user-10000", on: system)
            #expect(!clock.excludesUser && !clock.excludesKernel)
            #expect(try filters("task_clock-all-10000") == [])
            #expect(try filters("task_clock-user-10000") == [.equals(.kernelProgramCounter, 0)])
            #expect(try filters("task_clock-kernel-10000") == [.equals(.userProgramCounter, 0)])
        }
    }
}
