import BPF
import ProbeTestSupport
import ProviderAPI
import SystemInfo
import TestSupport
import Testing
import UprobeProvider

/// Real calls of the workload's functions, on each carrier.
@Suite(.serialized) struct UprobeLiveTests {
    static let carriers: [Set<KernelFeature>] = [[.uprobeMulti], [.uprobe]]

    private func record(
        _ function: String, _ name: String, arguments: Int, rounds: Int, _ features: Set<KernelFeature>
    ) throws -> [FiringRecorder.Firing] {
        let workload = try Workload("call-workload")
        let system = HostSystem(
            tracefs: nil, targetProcesses: [workload.id], features: FixedKernelFeatures(features))
        let pattern = ProbePattern(
            provider: "uprobe", module: "a.out", function: Glob(function), name: Glob(name))
        var probes: [any Probe] = []
        try UprobeProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        let recorder = try FiringRecorder(try #require(probes.first), arguments: arguments, on: system)
        _ = try workload.fire(rounds)
        let firings = try recorder.firings(arguments: arguments)
        try workload.finish()
        return firings
    }

    @Test(arguments: carriers)
    func `entry sees the arguments`(_ carrier: Set<KernelFeature>) throws {
        let firings = try record("workload_add", "entry", arguments: 2, rounds: 3, carrier)
        #expect(firings.map(\.arguments) == [[0, 1000], [1, 1000], [2, 1000]])
    }

    @Test(arguments: carriers)
    func `arguments beyond the sixth are on the stack`(_ carrier: Set<KernelFeature>) throws {
        let firings = try record("workload_eight", "entry", arguments: 8, rounds: 2, carrier)
        #expect(firings.map(\.arguments) == [[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8]])
    }

    @Test(arguments: carriers)
    func `return sees the result as arg1`(_ carrier: Set<KernelFeature>) throws {
        let firings = try record("workload_eight", "return", arguments: 2, rounds: 2, carrier)
        #expect(firings.map(\.arguments) == [[-1, 87_654_321], [-1, 87_654_321]])
        #expect(firings.map(\.returnValue) == [87_654_321, 87_654_321])
    }

    @Test(arguments: carriers)
    func `recursion fires at every level`(_ carrier: Set<KernelFeature>) throws {
        let entries = try record("workload_factorial", "entry", arguments: 1, rounds: 2, carrier)
        #expect(entries.map { $0.arguments[0] & 0xffff_ffff } == [5, 4, 3, 2, 1, 5, 4, 3, 2, 1])
        let returns = try record("workload_factorial", "return", arguments: 2, rounds: 1, carrier)
        #expect(returns.map { $0.arguments[1] & 0xffff_ffff } == [1, 2, 6, 24, 120])
    }

    @Test(arguments: carriers)
    func `an alias fires with the function`(_ carrier: Set<KernelFeature>) throws {
        #expect(
            try record("workload_alias", "entry", arguments: 1, rounds: 3, carrier).map(\.arguments) == [
                [0], [-1], [-2],
            ])
    }

    @Test(arguments: carriers)
    func `offset 0 is the entry's instruction`(_ carrier: Set<KernelFeature>) throws {
        #expect(try record("workload_text", "0", arguments: 0, rounds: 7, carrier).count == 7)
    }

    @Test func `a program in another mount namespace`() throws {
        let workload = try Workload(
            path: "/usr/bin/unshare", arguments: ["--mount", Workload.path("call-workload")])
        let system = HostSystem(
            tracefs: nil, targetProcesses: [workload.id], features: FixedKernelFeatures([.uprobeMulti]))
        let pattern = ProbePattern(
            provider: "uprobe", module: "call-workload", function: "workload_add", name: "entry")
        var probes: [any Probe] = []
        try UprobeProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        let recorder = try FiringRecorder(try #require(probes.first), arguments: 1, on: system)
        _ = try workload.fire(3)
        let count = try recorder.count()
        #expect(count == 3)
        try workload.finish()
    }
}
