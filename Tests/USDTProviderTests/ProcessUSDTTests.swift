import BPF
import Foundation
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

@testable import USDTProvider

/// Probes of processes under DTrace's names.
@Suite struct ProcessUSDTTests {
    private let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([.uprobe, .uprobeMulti]))

    private func probes(
        _ provider: Glob, _ module: Glob = .any, _ function: Glob = .any, _ name: Glob = .any
    ) throws -> [any Probe] {
        var found: [any Probe] = []
        let pattern = ProbePattern(provider: provider, module: module, function: function, name: name)
        try USDTProvider().forEachProbe(matching: pattern, on: system) { found.append($0) }
        return found
    }

    @Test func `the provider part has the process id, the function is that of the symbol`() throws {
        let workload = try Workload("usdt-workload")
        let provider = "workload\(workload.id)"
        let found = try probes(Glob(provider)).map(\.description.description)
        #expect(
            Set(found)
                == Set(
                    [
                        "fire_immediate:immediate", "fire_memory:widths", "fire_memory:global", "fire_memory:ten",
                        "fire_registers:none", "fire_registers:registers", "fire_registers:twice", "fire_twice:twice",
                        "fire_indexed:indexed", "fire_guarded:guarded",
                    ].map { "\(provider):usdt-workload:\($0)" }))
        #expect(found.count == 10)
        #expect(try probes(Glob(provider), "a.out", "fire_twice").map(\.description.module) == ["a.out"])
        #expect(try probes(Glob(provider), "libc").isEmpty)
        #expect(try probes(Glob(provider), .any, "fire_t*").count == 1)
        #expect(try probes(Glob(provider), .any, .any, "tw*").count == 2)
        try workload.finish()
        #expect(try probes(Glob(provider)).isEmpty)
    }

    @Test func `a process named in full has its places for itself`() throws {
        let workload = try Workload("usdt-workload")
        let probe = try #require(try probes(Glob("workload\(workload.id)"), .any, .any, "guarded").first)
        let site = try #require(try probe.sites(for: .nothing, on: system).first)
        guard case .uprobe(_, _, false, workload.id, _) = site.attachPoint else {
            Issue.record("not for the process: \(site.attachPoint)")
            return
        }
        #expect(site.process == nil && probe.family == nil)
        try workload.finish()
    }

    @Test func `processes that a pattern stands for share their places`() throws {
        let workloads = [try Workload("usdt-workload"), try Workload("usdt-workload")]
        let ids = workloads.map(\.id)
        let found = try probes("workload*", .any, .any, "guarded").filter { probe in
            ids.contains { probe.description.provider == "workload\($0)" }
        }
        #expect(found.count == 2)
        let sites = try found.flatMap { try $0.sites(for: .nothing, on: system) }
        #expect(Set(sites.map(\.attachPoint)).count == 1)
        #expect(Set(sites.map(\.process)) == Set(ids.map { .process($0) }))
        let family = try #require(found[0].family)
        #expect(family.description.description == "workload:usdt-workload:fire_guarded:guarded")
        #expect(try family.sites(for: .nothing, on: system).map(\.process) == [.others])
        for workload in workloads { try workload.finish() }
    }

    @Test func `which patterns could name a process`() {
        for pattern: Glob in ["postgresql*", "*", "foo12", "a1b2"] { #expect(ProcessUSDTSearch.mayMatch(pattern)) }
        for pattern: Glob in ["", "usdt", "syscall", "12"] { #expect(!ProcessUSDTSearch.mayMatch(pattern)) }
    }

    @Test(arguments: [
        ("query__start", "query-start"), ("a_b", "a_b"), ("x___y", "x-_y"), ("____", "--"), ("plain", "plain"),
    ])
    func `two underscores in a name stand for a dash`(name: String, shown: String) {
        #expect(USDTFile.dashed(name) == shown)
    }

    @Test func `places are described with semaphore and operands`() throws {
        let workload = try Workload("usdt-workload")
        let provider = Glob("workload\(workload.id)")
        let guarded = try #require(try probes(provider, .any, .any, "guarded").first)
        let text = try guarded.placeDescriptions(on: system).joined()
        #expect(text.contains("semaphore at 0x") && text.hasSuffix("(%rbp)"))
        let immediate = try #require(try probes(provider, .any, .any, "immediate").first)
        #expect(try immediate.placeDescriptions(on: system).joined().hasSuffix("no semaphore: -4@$5 -4@$-7 4@$-1"))
        try workload.finish()
    }
}
