import BPF
import Foundation
import SystemInfo
import TestSupport
import Testing

@Suite struct BinaryLocatorTests {
    private func system(targets: [Int] = []) -> HostSystem {
        HostSystem(tracefs: nil, targetProcesses: targets, features: FixedKernelFeatures([]))
    }

    private func scratch() throws -> String {
        let folder = NSTemporaryDirectory() + "locator-\(UUID().uuidString)"
        for name in ["a", "b", "lib"] {
            try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
        }
        return folder
    }

    private func install(_ workload: String, as path: String) throws {
        try FileManager.default.copyItem(atPath: Workload.path(workload), toPath: path)
    }

    @Test func `a full path is itself`() throws {
        let found = try BinaryLocator(system: system()).binaries(named: "/some/where")
        #expect(found == [MappedBinary(path: "/some/where", accessPath: "/some/where")])
    }

    @Test func `a plain name is looked for in the folders, scripts do not count`() throws {
        let folder = try scratch()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("#!/bin/sh\n".utf8).write(to: URL(fileURLWithPath: folder + "/a/tool"))
        try install("call-workload", as: folder + "/b/tool")
        try FileManager.default.createSymbolicLink(atPath: folder + "/lib/tool", withDestinationPath: "../b/tool")
        let locator = BinaryLocator(
            system: system(), programFolders: [folder + "/a", folder + "/b"], libraryFolders: [folder + "/lib"])
        #expect(try locator.binaries(named: "tool").map(\.path) == [folder + "/b/tool"])
        #expect(try locator.binaries(named: "nothing").isEmpty)
        try install("usdt-workload", as: folder + "/lib/libtool.so.3")
        #expect(try locator.binaries(named: "libtool").map(\.path) == [folder + "/lib/libtool.so.3"])
    }

    @Test func `a name of several files is an error that names them`() throws {
        let folder = try scratch()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try install("call-workload", as: folder + "/a/tool")
        try install("call-workload", as: folder + "/b/tool")
        let locator = BinaryLocator(
            system: system(), programFolders: [folder + "/a", folder + "/b"], libraryFolders: [])
        let expected = "tool names several files: \(folder)/a/tool, \(folder)/b/tool; give one by its full path"
        #expect(throws: BinaryError(expected)) { try locator.binaries(named: "tool") }
    }

    @Test func `libraries are found where the loader finds them`() throws {
        let found = try BinaryLocator(system: system()).binaries(named: "libstdc++.so.6")
        #expect(found.count == 1)
        #expect(found.first?.path.hasSuffix("/libstdc++.so.6") == true)
    }

    @Test func `targets give what they map, each for its process`() throws {
        let workload = try Workload("call-workload")
        let locator = BinaryLocator(system: system(targets: [workload.id]))
        let path = Workload.path("call-workload")
        let program = MappedBinary(path: path, accessPath: path, processID: workload.id)
        #expect(try locator.binaries(named: "call-workload") == [program])
        #expect(try locator.binaries(named: "a.out") == [program])
        #expect(try locator.binaries(named: path) == [MappedBinary(path: path, accessPath: path)])
        #expect(try locator.binaries(named: "libc").map(\.basename) == ["libc.so.6"])
        #expect(try locator.binaries(named: "usdt-workload").isEmpty)
        #expect(try locator.mappedBinaries().contains(program))
        try workload.finish()
        #expect(throws: ProcessError.noSuchProcess(id: workload.id)) { try locator.binaries(named: "a.out") }
    }

    @Test func `a full path is its file for every process, mapped by the target or not`() throws {
        let workload = try Workload("call-workload")
        let locator = BinaryLocator(system: system(targets: [workload.id]))
        let other = Workload.path("usdt-workload")
        #expect(try locator.binaries(named: other) == [MappedBinary(path: other, accessPath: other)])
        try workload.finish()
    }

    @Test func `without targets all running programs are seen once`() throws {
        let first = try Workload("call-workload")
        let second = try Workload("call-workload")
        let found = try BinaryLocator(system: system()).mappedBinaries()
        #expect(found.filter { $0.path == Workload.path("call-workload") }.count == 1)
        #expect(found.allSatisfy { $0.processID == nil })
        try first.finish()
        try second.finish()
    }
}
