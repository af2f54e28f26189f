import BPF
import PidProvider
import ProbeTestSupport
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

/// Real firings in one process, on each carrier.
@Suite(.serialized) struct PidLiveTests {
    static let carriers: [Set<KernelFeature>] = [[.uprobeMulti], [.uprobe]]

    private func record(
        _ function: Glob, _ name: Glob, arguments: Int, rounds: Int, _ features: Set<KernelFeature>
    ) throws -> [FiringRecorder.Firing] {
        let workload = try Workload("call-workload")
        let other = try Workload("call-workload")
        let system = HostSystem(tracefs: nil, features: FixedKernelFeatures(features))
        let pattern = ProbePattern(
            provider: Glob("pid\(workload.id)"), module: "a.out", function: function, name: name)
        var probes: [any Probe] = []
        try PidProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        let recorder = try FiringRecorder(try #require(probes.first), arguments: arguments, on: system)
        _ = try other.fire(7)
        _ = try workload.fire(rounds)
        let firings = try recorder.firings(arguments: arguments)
        try workload.finish()
        try other.finish()
        return firings
    }

    @Test(arguments: carriers)
    func `entry sees the arguments in this process only`(_ carrier: Set<KernelFeature>) throws {
        let firings = try record("workload_add", "entry", arguments: 2, rounds: 3, carrier)
        #expect(firings.map(\.arguments) == [[0, 1000], [1, 1000], [2, 1000]])
    }

    @Test(arguments: carriers)
    func `return sees the result`(_ carrier: Set<KernelFeature>) throws {
        let firings = try record("workload_add", "return", arguments: 2, rounds: 3, carrier)
        #expect(firings.map(\.arguments) == [[-1, 1000], [-1, 1001], [-1, 1002]])
    }

    @Test(arguments: carriers)
    func `an instruction fires`(_ carrier: Set<KernelFeature>) throws {
        #expect(try record("workload_add", "1", arguments: 0, rounds: 4, carrier).count == 4)
    }
}
