import BPF
import Foundation
import ProbeTestSupport
import ProviderAPI
import SwiftProvider
import SystemInfo
import TestSupport
import Testing

/// Functions of a Swift program by their names in the source.
@Suite(.serialized) struct SwiftProviderTests {
    private let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([.uprobe, .uprobeMulti]))

    private func probes(_ function: Glob, _ name: Glob, of id: Int) throws -> [any Probe] {
        var found: [any Probe] = []
        let pattern = ProbePattern(provider: Glob("swift\(id)"), module: "a.out", function: function, name: name)
        try SwiftProvider().forEachProbe(matching: pattern, on: system) { found.append($0) }
        return found
    }

    private func functions(_ function: Glob, _ name: Glob, of id: Int) throws -> [String] {
        try probes(function, name, of: id).map(\.description.function).sorted()
    }

    @Test func `methods, getters and private functions are found by their names`() throws {
        let workload = try Workload("swift-workload")
        let id = workload.id
        #expect(try functions("swift_workload.Cart.add", "entry", of: id) == ["swift_workload.Cart.add(_:price:)"])
        #expect(
            try functions("swift_workload.Cart.add(_:price:)", "entry", of: id)
                == ["swift_workload.Cart.add(_:price:)"])
        #expect(try functions("*.total.getter", "entry", of: id) == ["swift_workload.Cart.total.getter"])
        #expect(try functions("*hidden*", "return", of: id) == ["swift_workload.hidden(_:)"])
        #expect(try functions("*metadata accessor*", "", of: id).isEmpty)
        try workload.finish()
    }

    @Test func `an async function has entry and resume, and no return`() throws {
        let workload = try Workload("swift-workload")
        let names = try probes("*.serve*", "", of: workload.id).map(\.description.name)
        #expect(names == ["entry", "resume"])
        #expect(throws: ProviderError.self) { try probes("*.serve*", "return", of: workload.id) }
        try workload.finish()
    }

    private func record(
        _ function: Glob, _ name: Glob, arguments: Int, rounds: Int
    ) throws -> [FiringRecorder.Firing] {
        let workload = try Workload("swift-workload")
        let probe = try #require(try probes(function, name, of: workload.id).first)
        let recorder = try FiringRecorder(probe, arguments: arguments, on: system)
        #expect(try workload.fire(rounds) == "called \(rounds)")
        let firings = try recorder.firings(arguments: arguments)
        try workload.finish()
        return firings
    }

    @Test func `calls are counted with their arguments and results`() throws {
        #expect(try record("*.hidden", "entry", arguments: 1, rounds: 3).map(\.arguments) == [[0], [1], [2]])
        #expect(try record("*.hidden", "return", arguments: 2, rounds: 2).map { $0.arguments[1] } == [1, 2])
        #expect(try record("*.Cart.add*", "entry", arguments: 1, rounds: 2).map { $0.arguments[0] } == [0, 1, 1, 2])
        #expect(try record("*.Cart.empty*", "entry", arguments: 0, rounds: 5).count == 5)
    }

    @Test func `async functions are counted once a call, and resumed`() throws {
        #expect(try record("*.serve*", "entry", arguments: 0, rounds: 4).count == 4)
        #expect(try record("*.serve*", "resume", arguments: 0, rounds: 4).count >= 4)
    }
}
