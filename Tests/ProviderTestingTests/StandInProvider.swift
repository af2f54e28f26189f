import BPF
import Foundation
import ProviderAPI
import Synchronization
import SystemInfo

/// A provider that keeps all rules, or breaks just one.
struct StandInProvider: Provider {
    /// The rule that is broken.
    enum Fault: String, CaseIterable {
        case none, falselyAvailable, falselyUnavailable, noReason, changingOrder, twice, newline, lostName,
            foreignPattern
        case reading, claiming, noType, tooFar, badInstruction, nowhere, wrongValue, oneRefused, leak
    }

    let name = "standin"
    var fault = Fault.none
    private let calls = Counter()

    init(_ fault: Fault = .none) { self.fault = fault }

    func availability(on system: HostSystem) -> Availability {
        switch fault {
        case .falselyUnavailable: .unavailable(reason: "it is Sunday")
        case .noReason: .unavailable(reason: " ")
        default: .available
        }
    }

    func mayMatch(provider pattern: Glob) -> Bool { fault == .claiming || pattern.matches(name) }

    func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        if fault == .reading { for _ in 0..<20 { _ = try SystemFile.contents(of: "/proc/self/status") } }
        guard pattern.provider.matches(name) else { return }
        if fault == .lostName, pattern.isExact { return }
        var probes = (0..<20).flatMap { number in
            ["exit", "exec"].map { StandInProbe(number: number, event: $0, fault: fault) }
        }
        if fault == .twice { probes.append(probes[3]) }
        if fault == .changingOrder, calls.next() % 2 == 1 { probes.reverse() }
        for probe in probes where matches(pattern, probe.description) { try body(probe) }
    }

    private func matches(_ pattern: ProbePattern, _ probe: ProbeDescription) -> Bool {
        guard fault == .foreignPattern, pattern.function.literal == nil else { return pattern.matches(probe) }
        return pattern.name.matches(probe.name)
    }

    var stability: ProviderStability {
        let ours = StabilityAttributes(.evolving, .evolving, .common)
        return ProviderStability(provider: ours, module: ours, function: ours, name: ours, arguments: ours)
    }
}

/// The end or the beginning of programs; arg0 is 42.
struct StandInProbe: Probe {
    let number: Int
    let event: String
    let fault: StandInProvider.Fault

    var description: ProbeDescription {
        let isSplit = fault == .newline && number == 5
        return ProbeDescription("standin", "processes", isSplit ? "number\n5" : "number_\(number)", event)
    }

    func arguments(on system: HostSystem) -> [ProbeArgument] {
        [ProbeArgument(name: "answer", type: fault == .noType ? " " : "int", index: fault == .tooFar ? 10 : 0)]
    }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        if fault == .nowhere { return [] }
        if fault == .leak { _ = open("/dev/null", O_RDONLY | O_CLOEXEC) }
        let isRefused = fault == .falselyAvailable || fault == .oneRefused && number == 7
        let layout = ContextLayout(
            carrier: .rawTracepoint, arguments: [.constant(fault == .wrongValue ? 41 : 42)],
            customConverter: fault == .badInstruction ? Self.badInstruction : nil)
        return [
            ProbeSite(
                context: layout, attachPoint: .rawTracepoint(name: isRefused ? "no_such" : "sched_process_\(event)"))
        ]
    }

    /// Reads through a register that holds nothing.
    private static var badInstruction: Code {
        var code = Code()
        code += [.mov(.r1, 5), .load(.double, .r1, Address(.r1))]
        return code
    }
}

/// Counts calls.
private final class Counter: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}
