import Foundation
import TestSupport
import Testing

/// Everything that the acceptance tests do on a stock kernel, in one boot for each preemption model.
///
/// A boot takes longer than most steps, so each file of tests names its steps and reads its results here.
enum AcceptanceRun {
    private static let workloads = [
        "syscall-workload", "call-workload", "usdt-workload", "contention-workload", "process-workload",
        "network-workload", "disk-workload", "provider-conformance",
    ]

    private static let unpreempted = Result {
        try run(
            GuestTests.OneClauseTests.steps + GuestTests.KprobeTests.steps + GuestTests.ListingTests.steps
                + GuestTests.ComposerTests.steps + GuestTests.FeatureTests.steps
                + GuestTests.ProviderTests.steps + GuestTests.ShelfTests.steps + GuestTests.EveryProviderTests.steps
                + GuestTests.InterruptionTests.steps(firings: 4_000) + GuestTests.LanguageTests.steps,
            preemption: .none)
    }

    private static let preempted = Result {
        try run(
            GuestTests.OneClauseTests.steps + GuestTests.InterruptionTests.steps(firings: 100_000), preemption: .full)
    }

    /// What a step wrote and its status.
    static func result(of step: String, _ preemption: Guest.Preemption = .none) throws -> CommandResult {
        let run = preemption == .none ? unpreempted : preempted
        return try #require(try run.get()[step])
    }

    private static func run(_ steps: [GuestStep], preemption: Guest.Preemption) throws -> [String: CommandResult] {
        var guest = try Guest.withPrograms(workloads, preemption: preemption)
        for (name, script) in ComposerCorpus.scripts { guest.files["/corpus/\(name).d"] = Data(script.utf8) }
        guest.files["/loop.ko"] = try GuestKernel.loopModule()
        return try guest.run(steps)
    }
}

extension CommandResult {
    /// The last word of each line, by the words before it: `kprobe entry 400` is 400 under "kprobe entry".
    var counts: [String: Int] {
        var counts: [String: Int] = [:]
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count > 1, let count = words.last.flatMap({ Int($0) }) {
                counts[words.dropLast().joined(separator: " ")] = count
            }
        }
        return counts
    }

    /// The number that stands alone on a line.
    var lonelyNumbers: [Int] {
        output.split(separator: "\n").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
    }
}
