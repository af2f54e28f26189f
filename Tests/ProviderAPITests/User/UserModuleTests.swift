import BPF
import Foundation
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

@Suite struct UserModuleTests {
    private func modules(
        _ pattern: Glob, targets: [Int] = [], searchesRunning: Bool = false
    ) throws -> [UserModule] {
        let system = HostSystem(tracefs: nil, targetProcesses: targets, features: FixedKernelFeatures([]))
        return try UserModule.matching(pattern, on: system, searchesRunning: searchesRunning)
    }

    @Test func `a name is one module as written`() throws {
        #expect(
            try modules("/a/b") == [UserModule(name: "/a/b", files: [MappedBinary(path: "/a/b", accessPath: "/a/b")])])
        #expect(try modules("no-such-program").flatMap(\.files).isEmpty)
    }

    @Test func `wildcards need targets or a search of what runs`() throws {
        let workload = try Workload("call-workload")
        #expect(try modules("call-w*").isEmpty)
        #expect(try modules("call-w*", searchesRunning: true).map(\.name) == ["call-workload"])
        let mine = try modules("call-w*", targets: [workload.id])
        #expect(mine.flatMap(\.files).map(\.processID) == [workload.id])
        #expect(try modules("*/call-w*", targets: [workload.id]).isEmpty)
        try workload.finish()
    }

    @Test func `a pattern that begins with a slash is held against full paths`() throws {
        let workload = try Workload("call-workload")
        #expect(try modules("/*/call-w*", targets: [workload.id]).map(\.name) == [Workload.path("call-workload")])
        try workload.finish()
    }

    @Test func `several targets share a module`() throws {
        let first = try Workload("call-workload")
        let second = try Workload("call-workload")
        let found = try modules("call-*", targets: [first.id, second.id])
        #expect(found.map(\.name) == ["call-workload"])
        #expect(found.first?.files.map(\.processID) == [first.id, second.id])
        try first.finish()
        try second.finish()
    }

    @Test func `a target that is gone is an error`() {
        #expect(throws: ProviderError("failed to grab process 4194305: no such process")) {
            try modules("*", targets: [4_194_305])
        }
    }
}
