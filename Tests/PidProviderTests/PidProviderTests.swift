import BPF
import Foundation
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

@testable import PidProvider

/// What patterns stand for, on a running process.
@Suite struct PidProviderTests {
    private let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([.uprobe, .uprobeMulti]))

    private func probes(
        _ module: Glob, _ function: Glob, _ name: Glob, of id: Int
    ) throws -> [any Probe] {
        var found: [any Probe] = []
        let pattern = ProbePattern(
            provider: Glob("pid\(id)"), module: module, function: function, name: name)
        try PidProvider().forEachProbe(matching: pattern, on: system) { found.append($0) }
        return found
    }

    private func names(_ module: Glob, _ function: Glob, _ name: Glob, of id: Int) throws -> [String] {
        try probes(module, function, name, of: id).map(\.description.description)
    }

    @Test func `a function of the program has entry and return`() throws {
        let workload = try Workload("call-workload")
        let id = workload.id
        #expect(
            try names("a.out", "workload_add", "*t*r*", of: id)
                == ["pid\(id):a.out:workload_add:entry", "pid\(id):a.out:workload_add:return"])
        #expect(
            try names("call-workload", "workload_add", "entry", of: id)
                == ["pid\(id):call-workload:workload_add:entry"])
        try workload.finish()
    }

    @Test func `probes are limited to the process`() throws {
        let workload = try Workload("call-workload")
        let probe = try #require(try probes("a.out", "workload_add", "entry", of: workload.id).first)
        for site in try probe.sites(for: .nothing, on: system) {
            guard case .uprobe(_, _, false, workload.id, 0) = site.attachPoint else {
                Issue.record("not for the process: \(site.attachPoint)")
                continue
            }
        }
        try workload.finish()
    }

    @Test func `a library is found with or without its version`() throws {
        let workload = try Workload("call-workload")
        let id = workload.id
        #expect(try names("libc", "malloc", "entry", of: id) == ["pid\(id):libc:malloc:entry"])
        #expect(try names("libc.so.6", "malloc", "entry", of: id) == ["pid\(id):libc.so.6:malloc:entry"])
        #expect(try names("", "malloc", "entry", of: id).contains("pid\(id):libc.so.6:malloc:entry"))
        #expect(try names("libnothing.so.1", "malloc", "entry", of: id).isEmpty)
        try workload.finish()
    }

    @Test func `a pattern finds one name of a function, a name in full any`() throws {
        let workload = try Workload("call-workload")
        let id = workload.id
        let found = try names("a.out", "workload_*", "entry", of: id)
        #expect(found.count == 6)
        #expect(found.contains("pid\(id):a.out:workload_alias:entry"))
        #expect(!found.contains("pid\(id):a.out:workload_other_name:entry"))
        #expect(try names("a.out", "workload_other_name", "entry", of: id).count == 1)
        #expect(!(try names("a.out", "", "entry", of: id).contains("pid\(id):a.out:_init:entry")))
        try workload.finish()
    }

    @Test func `an empty name stands for every instruction too, and a pattern for those it matches`() throws {
        let workload = try Workload("call-workload")
        let path = Workload.path("call-workload")
        let listing = try runCommand("objdump", ["-d", "--disassemble=workload_add", path]).output
        let addresses = listing.split(separator: "\n").compactMap { line -> UInt64? in
            let parts = line.split(separator: ":\t", maxSplits: 1)
            return parts.count == 2 ? UInt64(parts[0].trimmingCharacters(in: .whitespaces), radix: 16) : nil
        }
        let start = try #require(addresses.first)
        let offsets = addresses.map { String($0 - start, radix: 16) }
        let found = try probes("a.out", "workload_add", "", of: workload.id).map(\.description.name)
        #expect(found == ["entry", "return"] + offsets)
        let some = try probes("a.out", "workload_add", "[0-9]", of: workload.id).map(\.description.name)
        #expect(some == offsets.filter { $0.count == 1 && $0 <= "9" })
        try workload.finish()
    }

    @Test func `the function - takes an address of the object`() throws {
        let workload = try Workload("call-workload")
        let file = try ELFFile(path: Workload.path("call-workload"))
        let address = try #require(try file.address(ofSymbol: "workload_add"))
        let name = String(address, radix: 16)
        let found = try probes("a.out", "-", Glob(name), of: workload.id)
        #expect(found.map(\.description.description) == ["pid\(workload.id):a.out:-:\(name)"])
        let direct = try #require(try probes("a.out", "workload_add", "entry", of: workload.id).first)
        #expect(
            try found[0].sites(for: .nothing, on: system).map(\.attachPoint)
                == direct.sites(for: .nothing, on: system).map(\.attachPoint))
        try workload.finish()
    }

    @Test func `what cannot be is an error with DTrace's tag`() throws {
        let workload = try Workload("call-workload")
        let id = workload.id
        func expect(_ message: String, _ tag: String, _ function: Glob, _ name: Glob) {
            #expect(throws: ProviderError(message, tag: tag)) { try probes("a.out", function, name, of: id) }
        }
        expect("failed to lookup 'nothing' in module 'a.out'", "D_PROC_FUNC", "nothing", "entry")
        expect("offset 0xffff outside of function 'workload_add'", "D_PROC_OFF", "workload_add", "ffff")
        expect("\"start\" is an invalid probe name", "D_PROC_NAME", "workload_add", "start")
        // The function begins with push %rbp (1 byte) and mov %rsp, %rbp (3 bytes).
        expect(
            "pid\(id):a.out:workload_add:2: no instruction begins at this offset; the one it lies in begins at 1",
            "D_PROC_ALIGN", "workload_add", "2")
        expect("offset 0xfffffff0 outside of 'a.out'", "D_PROC_OFF", "-", "fffffff0")
        #expect(throws: ProviderError.self) { try probes("a.out", "-", "entry", of: id) }
        try workload.finish()
        #expect(throws: ProviderError("failed to grab process \(id): no such process", tag: "D_PROC_GRAB")) {
            try probes("a.out", "workload_add", "entry", of: id)
        }
    }

    @Test func `the provider part names a process`() throws {
        let provider = PidProvider()
        #expect(provider.mayMatch(provider: "pid12") && provider.mayMatch(provider: "pid*"))
        #expect(!provider.mayMatch(provider: "") && !provider.mayMatch(provider: "p*"))
        #expect(!provider.mayMatch(provider: "pidgin") && !provider.mayMatch(provider: "pid12x"))
        #expect(throws: ProviderError("'pid' does not contain a valid pid", tag: "D_PROC_BADPID")) {
            try provider.forEachProbe(matching: ProbePattern(provider: "pid"), on: system) { _ in }
        }
        let workload = try Workload("call-workload")
        var targeted = system
        targeted.targetProcesses = [workload.id]
        var found: [String] = []
        let pattern = ProbePattern(provider: "pid*", module: "a.out", function: "workload_add", name: "entry")
        try provider.forEachProbe(matching: pattern, on: targeted) { found.append($0.description.description) }
        #expect(found == ["pid\(workload.id):a.out:workload_add:entry"])
        try workload.finish()
    }
}
