import BPF
import Foundation
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

@testable import USDTProvider

@Suite struct USDTProviderTests {
    private let path = Workload.path("usdt-workload")

    private func system(
        targets: [Int] = [], _ features: Set<KernelFeature> = [.uprobe, .uprobeMulti]
    ) -> HostSystem {
        HostSystem(tracefs: nil, targetProcesses: targets, features: FixedKernelFeatures(features))
    }

    private func probes(_ pattern: ProbePattern, on system: HostSystem) throws -> [any Probe] {
        var found: [any Probe] = []
        try USDTProvider().forEachProbe(matching: pattern, on: system) { found.append($0) }
        return found
    }

    private func workloadProbe(_ name: String) throws -> any Probe {
        try #require(
            try probes(ProbePattern(provider: "usdt", module: Glob(path), name: Glob(name)), on: system()).first)
    }

    @Test func `lists the probes of a file by its full path`() throws {
        let found = try probes(ProbePattern(provider: "usdt", module: Glob(path)), on: system())
        #expect(
            Set(found.map(\.description.name)) == [
                "none", "immediate", "widths", "global", "ten", "registers", "twice", "indexed", "guarded",
            ])
        #expect(found.count == 9)
        #expect(found.allSatisfy { $0.description.module == path && $0.description.function == "workload" })
    }

    @Test func `a plain name is listed as written`() throws {
        let found = try probes(
            ProbePattern(provider: "usdt", module: "libstdc++.so.6", function: "libstdcxx", name: "throw"),
            on: system())
        #expect(found.map(\.description.description) == ["usdt:libstdc++.so.6:libstdcxx:throw"])
    }

    @Test func `function and name select notes`() throws {
        #expect(
            try probes(ProbePattern(module: Glob(path), function: "other"), on: system()).isEmpty)
        #expect(try probes(ProbePattern(module: Glob(path), name: "twice"), on: system()).count == 1)
        #expect(try probes(ProbePattern(provider: "kprobe", module: Glob(path)), on: system()).isEmpty)
    }

    @Test func `a missing file is an error only for those who mean this provider`() throws {
        let missing = ProbePattern(provider: "usdt", module: "/nonexistent")
        #expect(throws: ProviderError("cannot open /nonexistent: No such file or directory")) {
            try probes(missing, on: system())
        }
        #expect(try probes(ProbePattern(module: "/nonexistent"), on: system()).isEmpty)
    }

    @Test func `a probe fires at all of its sites`() throws {
        let sites = try workloadProbe("twice").sites(for: ContextDemand(arguments: [0, 1]), on: system())
        #expect(sites.count == 2)
        #expect(Set(sites.map(\.attachPoint)).count == 2)
        #expect(Set(sites.map(\.context)).count == 2)
        #expect(sites.allSatisfy { $0.context.arguments.count == 2 })
        // Without demand for their arguments both sites share a stub.
        let bare = try workloadProbe("twice").sites(for: .nothing, on: system())
        #expect(Set(bare.map(\.context)).count == 1)
    }

    @Test func `the carrier is the one the kernel has`() throws {
        let probe = try workloadProbe("none")
        #expect(try probe.sites(for: .nothing, on: system()).map(\.context.carrier) == [.uprobeMulti])
        #expect(try probe.sites(for: .nothing, on: system([.uprobe])).map(\.context.carrier) == [.uprobe])
        #expect(USDTProvider().availability(on: system()) == .available)
        #expect(
            USDTProvider().availability(on: system([]))
                == .unavailable(reason: "the feature set leaves out uprobe"))
    }

    private func system(_ features: Set<KernelFeature>) -> HostSystem { system(targets: [], features) }

    @Test func `a semaphore is given as its place in the file`() throws {
        let file = try ELFFile(path: path)
        let address = try file.address(ofSymbol: "workload_guarded_semaphore")
        let offset = try file.segments().fileOffset(of: try #require(address))
        let site = try #require(try workloadProbe("guarded").sites(for: .nothing, on: system()).first)
        guard case .uprobe(path, _, false, nil, let semaphore) = site.attachPoint else {
            Issue.record("not a uprobe: \(site.attachPoint)")
            return
        }
        #expect(semaphore == offset)
    }

    @Test func `a semaphore that the file does not hold is an error`() throws {
        let file = MappedBinary(path: "/bin/x", accessPath: "/bin/x")
        let site = USDTSite(
            file: file, architecture: .amd64, location: 16, fileOffset: 16, semaphore: .outsideFile, operands: [])
        let probe = USDTProbe(description: ProbeDescription("usdt", "x", "p", "n"), places: [site])
        let expected =
            "usdt:x:p:n: the program's semaphore of this probe has no place in /bin/x, so it cannot be switched on"
        #expect(throws: ProviderError(expected)) { try probe.sites(for: .nothing, on: system()) }
    }

    @Test func `argument types come from sizes and signs`() throws {
        #expect(
            try workloadProbe("widths").arguments(on: system()).map(\.type) == [
                "int8_t", "uint8_t", "int16_t", "uint16_t", "int32_t", "uint32_t", "int64_t", "uint64_t",
            ])
        #expect(try workloadProbe("none").arguments(on: system()).isEmpty)
        let twice = try workloadProbe("twice").arguments(on: system())
        #expect(twice.map(\.type) == ["int64_t", "int64_t"])
        #expect(twice.map(\.index) == [0, 1])
        #expect(twice.allSatisfy { $0.space == .user })
    }

    @Test func `an operand that cannot be read is an error only when it is used`() throws {
        let file = MappedBinary(path: "/bin/x", accessPath: "/bin/x")
        let site = USDTSite(
            file: file, architecture: .amd64, location: 16, fileOffset: 16, semaphore: .none,
            operands: ["4@$5", "8f@%xmm0"])
        let probe = USDTProbe(description: ProbeDescription("usdt", "x", "p", "n"), places: [site])
        #expect(
            try probe.sites(for: ContextDemand(arguments: [0]), on: system()).map(\.context.arguments)
                == [[.constant(5)]])
        #expect(
            throws: ProviderError(
                "usdt:x:p:n: arg1 is `8f@%xmm0`, a floating-point or vector register, which the kernel does not keep for probes"
            )
        ) { try probe.sites(for: ContextDemand(arguments: [1]), on: system()) }
    }

    @Test func `targets limit probes to what they map and to themselves`() throws {
        let workload = try Workload("usdt-workload")
        let system = system(targets: [workload.id])
        let found = try probes(ProbePattern(name: "none"), on: system)
        #expect(found.map(\.description.description) == ["usdt:usdt-workload:workload:none"])
        let site = try #require(try found.first?.sites(for: .nothing, on: system).first)
        guard case .uprobe(path, _, false, workload.id, 0) = site.attachPoint else {
            Issue.record("not for the process: \(site.attachPoint)")
            return
        }
        #expect(try probes(ProbePattern(module: "call-workload"), on: system).isEmpty)
        try workload.finish()
        let gone = ProviderError("failed to grab process \(workload.id): no such process")
        #expect(throws: gone) { try probes(ProbePattern(provider: "usdt"), on: system) }
    }

    @Test func `running programs are searched when the pattern names this provider without a module`() throws {
        let workload = try Workload("usdt-workload")
        let pattern = ProbePattern(provider: "usdt", function: "workload", name: "none")
        #expect(try probes(pattern, on: system()).map(\.description.module) == ["usdt-workload"])
        #expect(try probes(ProbePattern(function: "workload", name: "none"), on: system()).isEmpty)
        try workload.finish()
    }
}
