import BPF
import Foundation
import ProbeTestSupport
import ProviderAPI
import SystemInfo
import Testing

@testable import SyscallProvider

@Suite struct SyscallProviderTests {
    private func list(_ pattern: ProbePattern, on system: HostSystem) throws -> [any Probe] {
        var probes: [any Probe] = []
        try SyscallProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        return probes
    }

    private func names(_ pattern: ProbePattern, on system: HostSystem) throws -> [String] {
        try list(pattern, on: system).map(\.description.description)
    }

    private func tracefs() throws -> FakeTracefs {
        let tracefs = try FakeTracefs()
        for (id, name) in ["write", "read", "newfstat", "no_number_is_known"].enumerated() {
            try tracefs.add(
                group: "syscalls", event: "sys_enter_\(name)", id: id,
                fields: [
                    "int __syscall_nr;\toffset:8;\tsize:4;\tsigned:1;",
                    "unsigned int fd;\toffset:16;\tsize:8;\tsigned:0;",
                    "const char __user * buf;\toffset:24;\tsize:8;\tsigned:0;",
                    "__data_loc char[] __buf_val;\toffset:32;\tsize:4;\tsigned:0;",
                ])
            try tracefs.add(group: "syscalls", event: "sys_exit_\(name)", id: 100 + id)
        }
        return tracefs
    }

    @Test func `the kernel's events say which calls there are`() throws {
        let tracefs = try tracefs()
        #expect(
            try names(ProbePattern(), on: tracefs.system()) == [
                "syscall:vmlinux:newfstat:entry", "syscall:vmlinux:newfstat:return", "syscall:vmlinux:read:entry",
                "syscall:vmlinux:read:return", "syscall:vmlinux:write:entry", "syscall:vmlinux:write:return",
            ])
        #expect(
            try names(ProbePattern(function: "r*", name: "e*"), on: tracefs.system()) == ["syscall:vmlinux:read:entry"])
        #expect(try names(ProbePattern(module: "ext4"), on: tracefs.system()).isEmpty)
        #expect(try names(ProbePattern(name: "BEGIN"), on: tracefs.system()).isEmpty)
        #expect(try names(ProbePattern(function: "openat"), on: tracefs.system()).isEmpty)
        #expect(try names(ProbePattern(function: "../raw_syscalls/sys_enter"), on: tracefs.system()).isEmpty)
    }

    @Test func `a call is found by the name that programs know`() throws {
        let tracefs = try tracefs()
        #expect(
            try names(ProbePattern(function: "fstat", name: "entry"), on: tracefs.system()) == [
                "syscall:vmlinux:newfstat:entry"
            ])
        #expect(try names(ProbePattern(function: "fst*"), on: tracefs.system()).isEmpty)
    }

    @Test func `arguments are the declared ones, in user space`() throws {
        let tracefs = try tracefs()
        let probes = try list(ProbePattern(function: "read"), on: tracefs.system())
        #expect(
            try probes[0].arguments(on: tracefs.system()) == [
                ProbeArgument(name: "fd", type: "unsigned int", index: 0, space: .user),
                ProbeArgument(name: "buf", type: "const char *", index: 1, space: .user),
            ])
        #expect(
            try probes[1].arguments(on: tracefs.system()) == [
                ProbeArgument(name: "ret", type: "long", index: 0), ProbeArgument(name: "ret", type: "long", index: 1),
            ])
    }

    @Test func `without tracefs our table and the kernel's functions tell`() throws {
        let procfs = NSTemporaryDirectory() + "procfs-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: procfs, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: procfs) }
        let symbols = [
            "__x64_sys_read", "__arm64_sys_read", "__x64_sys_newuname", "__arm64_sys_newuname", "__x64_sys_nonsense",
        ]
        try symbols.map { "ffffffff81000000 T \($0)\n" }.joined().write(
            toFile: procfs + "/kallsyms", atomically: false, encoding: .utf8)
        let system = HostSystem(
            tracefs: nil, procfs: procfs, sysfs: "/nonexistent", features: FixedKernelFeatures([]))
        #expect(
            try names(ProbePattern(name: "entry"), on: system) == [
                "syscall:vmlinux:newuname:entry", "syscall:vmlinux:read:entry",
            ])
        #expect(
            try names(ProbePattern(function: "uname", name: "return"), on: system) == [
                "syscall:vmlinux:newuname:return"
            ])
        #expect(try list(ProbePattern(function: "read"), on: system)[0].arguments(on: system).isEmpty)
        #expect(
            SyscallProvider().availability(on: system)
                == .unavailable(reason: "the kernel has no tracepoints sys_enter and sys_exit"))
    }

    @Test func `probes of a kind share attach point, selector and layout`() throws {
        let tracefs = try tracefs()
        let system = tracefs.system()
        let sites = try list(ProbePattern(), on: system).map { try $0.sites(for: .nothing, on: system) }
        #expect(sites.allSatisfy { $0.count == 1 })
        let entries = stride(from: 0, to: 6, by: 2).map { sites[$0][0] }
        let returns = stride(from: 1, to: 6, by: 2).map { sites[$0][0] }
        for kind in [entries, returns] {
            #expect(Set(kind.map(\.context)).count == 1)
            #expect(Set(kind.map(\.attachPoint)).count == 1)
            #expect(Set(kind.map(\.dispatch?.selector)).count == 1)
            #expect(Set(kind.map(\.dispatch?.key)).count == 3)
        }
        #expect(entries[0].attachPoint == .rawTracepoint(name: "sys_enter"))
        #expect(returns[0].attachPoint == .rawTracepoint(name: "sys_exit"))
        #expect(returns[0].context.errorResult == .slot(index: 1))
        #expect(entries[0].dispatch?.selector == .slot(index: 1))
    }

    @Test func `this kernel's calls have numbers`() throws {
        let events = try #require(HostSystem.current().traceEvents)
        let unknown = try events.events(in: "syscalls").filter { $0.hasPrefix("sys_enter_") }
            .filter { SystemCallNumbers.native[String($0.dropFirst(10))] == nil }
        #expect(unknown.isEmpty)
    }
}
