import BPF
import Foundation
import KprobeProvider
import ProviderAPI
import SystemInfo
import Testing

@Suite struct KprobeProviderTests {
    /// A procfs with a symbol list of its own, and the running kernel's types.
    private func withSystem(_ features: Set<KernelFeature>, _ body: (HostSystem) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "kprobe-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let list = "ffffffff81000100 T vfs_read\nffffffff81000200 t vfs_write\nffffffffc0000000 t f\t[mod]\n"
        try list.write(toFile: folder + "/kallsyms", atomically: false, encoding: .utf8)
        try body(HostSystem(tracefs: nil, procfs: folder, features: FixedKernelFeatures(features)))
    }

    private func list(_ pattern: ProbePattern, on system: HostSystem) throws -> [any Probe] {
        var probes: [any Probe] = []
        try KprobeProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        return probes
    }

    @Test func `every function has entry and return, and each is found by its own name`() throws {
        try withSystem([.kprobe]) { system throws in
            let all = try list(ProbePattern(provider: "kprobe"), on: system).map(\.description)
            #expect(
                all.map(\.description) == [
                    "kprobe:vmlinux:vfs_read:entry", "kprobe:vmlinux:vfs_read:return",
                    "kprobe:vmlinux:vfs_write:entry", "kprobe:vmlinux:vfs_write:return", "kprobe:mod:f:entry",
                    "kprobe:mod:f:return",
                ])
            for name in all {
                let exact = ProbePattern(
                    provider: Glob(name.provider), module: Glob(name.module), function: Glob(name.function),
                    name: Glob(name.name))
                #expect(try list(exact, on: system).map(\.description) == [name])
            }
            #expect(try list(ProbePattern(provider: "kprobe", function: "vfs_*", name: "entry"), on: system).count == 2)
            #expect(try list(ProbePattern(provider: "kprobe", name: "no"), on: system).isEmpty)
        }
    }

    @Test func `arguments are typed from the kernel's own information`() throws {
        try withSystem([.kprobe]) { system throws in
            let probes = try list(ProbePattern(provider: "kprobe", function: "vfs_read"), on: system)
            #expect(
                try probes[0].arguments(on: system).map { "\($0.index) \($0.type) \($0.name)" } == [
                    "0 struct file * file", "1 char * buf", "2 size_t count", "3 loff_t * pos",
                ])
            #expect(try probes[1].arguments(on: system).map { "\($0.index) \($0.type)" } == ["0 int", "1 ssize_t"])
        }
    }

    @Test func `arguments come from registers, then the stack`() throws {
        try withSystem([.kprobe]) { system throws in
            let probes = try list(ProbePattern(provider: "kprobe", function: "vfs_read"), on: system)
            let entry = try probes[0].sites(for: .nothing, on: system)[0]
            #expect(entry.attachPoint == .kprobe(symbol: "vfs_read", offset: 0, isReturn: false))
            #expect(entry.context.arguments[0] == .register(offset: 112, width: .double, signed: false))
            #expect(
                entry.context.arguments[6]
                    == .memory(
                        address: .sum(
                            base: .register(offset: 152, width: .double, signed: false), index: nil, scale: 1,
                            displacement: 8), width: .double, signed: false, space: .kernel))
            let result = try probes[1].sites(for: .nothing, on: system)[0]
            #expect(result.attachPoint == .kprobe(symbol: "vfs_read", offset: 0, isReturn: true))
            #expect(result.context.arguments == [.constant(0), .register(offset: 80, width: .double, signed: false)])
            #expect(result.context.returnValue == result.context.arguments[1])
        }
    }

    @Test func `without kprobes the provider says so and lists nothing`() throws {
        try withSystem([]) { system throws in
            #expect(
                KprobeProvider().availability(on: system)
                    == .unavailable(
                        reason: "kernel functions cannot be probed: the feature set leaves out kprobe"))
            #expect(try list(ProbePattern(provider: "kprobe"), on: system).isEmpty)
        }
    }
}
