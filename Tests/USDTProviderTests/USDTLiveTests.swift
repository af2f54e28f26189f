import BPF
import ProbeTestSupport
import ProviderAPI
import SystemInfo
import TestSupport
import Testing
import USDTProvider

/// Real firings of the workload's probes, on each carrier.
@Suite(.serialized) struct USDTLiveTests {
    static let carriers: [Set<KernelFeature>] = [[.uprobeMulti], [.uprobe]]

    /// Attaches a probe to a running workload, fires it and gives back what was recorded.
    private func record(
        _ name: String, arguments: Int, rounds: Int, _ features: Set<KernelFeature>
    ) throws -> (firings: [FiringRecorder.Firing], report: String) {
        let workload = try Workload("usdt-workload")
        let system = HostSystem(
            tracefs: nil, targetProcesses: [workload.id], features: FixedKernelFeatures(features))
        let pattern = ProbePattern(
            provider: "usdt", module: "usdt-workload", function: "workload", name: Glob(name))
        var probes: [any Probe] = []
        try USDTProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        let recorder = try FiringRecorder(try #require(probes.first), arguments: arguments, on: system)
        let report = try workload.fire(rounds)
        let firings = try recorder.firings(arguments: arguments)
        let count = try recorder.count()
        #expect(count == firings.count)
        try workload.finish()
        return (firings, report)
    }

    @Test(arguments: carriers)
    func `a probe without arguments fires as often as it is passed`(_ carrier: Set<KernelFeature>) throws {
        #expect(try record("none", arguments: 0, rounds: 1000, carrier).firings.count == 1000)
    }

    @Test(arguments: carriers)
    func `constants`(_ carrier: Set<KernelFeature>) throws {
        let values = try record("immediate", arguments: 3, rounds: 2, carrier).firings.map(\.arguments)
        #expect(values == [[5, -7, 4_294_967_295], [5, -7, 4_294_967_295]])
    }

    @Test(arguments: carriers)
    func `memory of all widths and signs`(_ carrier: Set<KernelFeature>) throws {
        let values = try record("widths", arguments: 8, rounds: 3, carrier).firings.map(\.arguments)
        let expected: [[Int64]] = (0..<3).map {
            [-1, 0xfe, -2, 0xfffd, -4, 0xffff_fffb, -$0, 0x1234_5678_9abc_def0]
        }
        #expect(values == expected)
    }

    @Test(arguments: carriers)
    func `ten arguments`(_ carrier: Set<KernelFeature>) throws {
        let values = try record("ten", arguments: 10, rounds: 2, carrier).firings.map(\.arguments)
        let expected: [[Int64]] = (0..<2).map {
            [-1, 0xfe, -2, 0xfffd, -4, 0xffff_fffb, -$0, 0x1234_5678_9abc_def0, -$0, 0x1234_5678_9abc_def0]
        }
        #expect(values == expected)
    }

    @Test(arguments: carriers)
    func `a global variable`(_ carrier: Set<KernelFeature>) throws {
        let values = try record("global", arguments: 1, rounds: 3, carrier).firings.map(\.arguments)
        #expect(values == [[1000], [1001], [1002]])
    }

    @Test(arguments: carriers)
    func `registers`(_ carrier: Set<KernelFeature>) throws {
        let values = try record("registers", arguments: 3, rounds: 300, carrier).firings.map(\.arguments)
        #expect(values.map { $0[0] } == (0..<300).map { -$0 })
        #expect(values.map { $0[1] } == (0..<300).map { ($0 + 1) & 0xff })
        #expect(values.allSatisfy { $0[2] != 0 })
    }

    @Test(arguments: carriers)
    func `an indexed operand and the high byte of a register`(_ carrier: Set<KernelFeature>) throws {
        let values = try record("indexed", arguments: 2, rounds: 9, carrier).firings.map(\.arguments)
        #expect(values.map { $0[0] } == [20, 30, 40, 50, 60, 70, 80, 90, 20])
        #expect(values.allSatisfy { $0[1] == 0x42 })
    }

    @Test(arguments: carriers)
    func `two sites of one probe, each with its own operands`(_ carrier: Set<KernelFeature>) throws {
        let firings = try record("twice", arguments: 2, rounds: 3, carrier).firings
        #expect(firings.map(\.arguments) == [[1, 0], [2, 0], [1, 1], [2, 2], [1, 2], [2, 4]])
        #expect(Set(firings.map(\.site)) == [0, 1])
    }

    @Test(arguments: carriers)
    func `a semaphore tells the program that somebody listens`(_ carrier: Set<KernelFeature>) throws {
        let (firings, report) = try record("guarded", arguments: 1, rounds: 4, carrier)
        #expect(firings.map(\.arguments) == [[0], [3], [6], [9]])
        #expect(report == "fired 4 guarded 4")
        #expect(try record("none", arguments: 0, rounds: 4, carrier).report == "fired 4 guarded 0")
    }

    @Test func `other processes of the same file do not fire the probe`() throws {
        let target = try Workload("usdt-workload")
        let other = try Workload("usdt-workload")
        let system = HostSystem(
            tracefs: nil, targetProcesses: [target.id], features: FixedKernelFeatures([.uprobeMulti]))
        var probes: [any Probe] = []
        let pattern = ProbePattern(provider: "usdt", module: "usdt-workload", name: "none")
        try USDTProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        let recorder = try FiringRecorder(try #require(probes.first), arguments: 0, on: system)
        _ = try other.fire(10)
        _ = try target.fire(3)
        let count = try recorder.count()
        #expect(count == 3)
        try target.finish()
        try other.finish()
    }
}
