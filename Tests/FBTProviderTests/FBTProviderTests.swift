import BPF
import Foundation
import ProviderAPI
import SystemInfo
import Testing

@testable import FBTProvider

@Suite struct FBTProviderTests {
    /// A procfs with a symbol list of its own, and the running kernel's types.
    private func withSystem(
        _ features: Set<KernelFeature>, symbols: String = "ffffffff81000100 T vfs_read\nffffffff81000200 T vfs_write\n",
        _ body: (HostSystem) throws -> Void
    ) throws {
        let folder = NSTemporaryDirectory() + "fbt-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try symbols.write(toFile: folder + "/kallsyms", atomically: false, encoding: .utf8)
        try body(HostSystem(tracefs: nil, procfs: folder, features: FixedKernelFeatures(features)))
    }

    private func sites(
        _ function: Glob, _ name: Glob = "entry", demand: ContextDemand = .nothing, on system: HostSystem
    ) throws -> [ProbeSite] {
        var sites: [ProbeSite] = []
        let pattern = ProbePattern(provider: "fbt", function: function, name: name)
        try FBTProvider().forEachProbe(matching: pattern, on: system) {
            sites += try $0.sites(for: demand, on: system)
        }
        return sites
    }

    @Test func `a function named in full has a program bound to it`() throws {
        try withSystem([.fentry, .kprobe, .kprobeMulti]) { system throws in
            let entry = try #require(try sites("vfs_read", on: system).first)
            #expect(entry.context.carrier == .fentry)
            #expect(entry.context.arguments == (0..<4).map { .slot(index: $0) })
            guard case .tracing(_, "", false) = entry.attachPoint else {
                Issue.record("\(entry.attachPoint)")
                return
            }
            let result = try #require(try sites("vfs_read", "return", on: system).first)
            #expect(result.context.carrier == .fexit)
            #expect(result.context.arguments == [.constant(0), .slot(index: 4)])
            #expect(result.context.returnValue == .slot(index: 4))
        }
    }

    @Test func `a pattern's functions have kprobes, together where the kernel can`() throws {
        try withSystem([.fentry, .kprobe, .kprobeMulti]) { system throws in
            let all = try sites("vfs_*", on: system)
            #expect(all.map(\.context.carrier) == [.kprobeMulti, .kprobeMulti])
            #expect(Set(all.map(\.context)).count == 1)
        }
        try withSystem([.fentry, .kprobe]) { system throws in
            #expect(try sites("vfs_*", on: system).map(\.context.carrier) == [.kprobe, .kprobe])
        }
        try withSystem([.fentry]) { system throws in
            #expect(try sites("vfs_*", "return", on: system).map(\.context.carrier) == [.fexit, .fexit])
        }
    }

    @Test func `registers, shared names and functions without types need kprobes`() throws {
        let symbols = "ffffffff81000100 t vfs_read\nffffffff81000200 t vfs_read\nffffffff81000300 t no_such_function\n"
        try withSystem([.fentry, .kprobe], symbols: symbols) { system throws in
            #expect(try sites("vfs_read", on: system).map(\.context.carrier) == [.kprobe])
            #expect(try sites("no_such_function", on: system).map(\.context.carrier) == [.kprobe])
        }
        try withSystem([.fentry, .kprobe]) { system throws in
            let demand = ContextDemand(registers: true)
            #expect(try sites("vfs_read", demand: demand, on: system).map(\.context.carrier) == [.kprobe])
        }
        try withSystem([.fentry], symbols: symbols) { system throws in
            let error = #expect(throws: ProviderError.self) { try sites("no_such_function", on: system) }
            #expect("\(error, default: "")".hasPrefix("fbt:vmlinux:no_such_function:entry can be had by a kprobe only"))
        }
    }

    @Test func `kprobes alone are listed only for those who name them`() throws {
        try withSystem([.kprobe]) { system throws in
            func names(_ pattern: ProbePattern) throws -> [String] {
                var names: [String] = []
                try RawFBTProvider().forEachProbe(matching: pattern, on: system) {
                    names.append("\($0.description) \(try $0.sites(for: .nothing, on: system)[0].context.carrier)")
                }
                return names
            }
            #expect(
                try names(ProbePattern(provider: "rawfbt", function: "vfs_read")) == [
                    "rawfbt:vmlinux:vfs_read:entry kprobe", "rawfbt:vmlinux:vfs_read:return kprobe",
                ])
            #expect(try names(ProbePattern(function: "vfs_read")).isEmpty)
            #expect(try names(ProbePattern(provider: "*", function: "vfs_read")).isEmpty)
        }
    }

    @Test func `without either way the reasons are given`() throws {
        try withSystem([]) { system throws in
            #expect(
                FBTProvider().availability(on: system)
                    == .unavailable(
                        reason: "kernel functions cannot be traced: by kprobes, because the feature set leaves out "
                            + "kprobe; by fentry, because the feature set leaves out fentry"))
            #expect(try sites("vfs_read", on: system).isEmpty)
        }
    }
}
