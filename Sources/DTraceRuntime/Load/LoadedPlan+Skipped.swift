import BPF
import ProviderAPI
import SystemInfo

/// The firings that the kernel itself skipped: no program of ours ran, so none could count them.
extension LoadedPlan {
    /// Reports skipped firings as drops; call it when nothing fires any more.
    func reportSkippedFirings(of table: ProbeTable, to report: (String) -> Void) {
        reportLostFirings(of: table, to: report)
        for stub in stubs {
            reportRecursion(of: stub, table: table, to: report)
            if stub.plan.carrier.programType == .perfEvent {
                reportMissedEvents(of: stub, table: table, to: report)
            }
        }
        warnOfUncounted(table, to: report)
    }

    /// On a CPU on which a program of a tracepoint, a kprobe or a perf event runs, the kernel runs no second one: a firing
    /// that comes in an interrupt is lost. Older kernels do not count those of tracepoints and kprobes.
    private func warnOfUncounted(_ table: ProbeTable, to report: (String) -> Void) {
        let exclusive = stubs.filter(\.plan.carrier.isExclusive)
        let lossy = exclusive.filter { $0.plan.carrier.programType != .perfEvent }
        guard let first = lossy.first?.plan.sites.first,
            Set(exclusive.flatMap { $0.plan.sites.map(\.attachPoint.place) }).count > 1,
            !table.system.countsSkippedFirings
        else { return }
        let others = lossy.reduce(-1) { $0 + $1.plan.sites.count }
        report(
            "this kernel skips, and does not count, firings of \(table[first.probeID].description)"
                + (others > 0 ? " and \(others) more" : "") + " that come while another clause runs on the same CPU")
    }

    /// Says which probes the context drops, reported by CPU before, belong to.
    private func reportLostFirings(of table: ProbeTable, to report: (String) -> Void) {
        for stub in stubs {
            for id in Set(stub.plan.sites.map(\.probeID)).sorted() {
                let lost = counter(ContextMaps.lost, of: id)
                if lost > 0 { report("\(dropText(lost)): no probe context was free for \(table[id].description)") }
            }
        }
    }

    /// Firings that came while the same program ran on that CPU: the kernel counts them with the program.
    private func reportRecursion(of stub: LoadedStub, table: ProbeTable, to report: (String) -> Void) {
        guard let information = try? stub.program.information(), information.recursionMisses > 0,
            let first = stub.plan.sites.first
        else { return }
        let others = stub.plan.sites.count > 1 ? " and \(stub.plan.sites.count - 1) more" : ""
        report(
            "\(dropText(information.recursionMisses)): the kernel skipped firings of "
                + "\(table[first.probeID].description)\(others) that came while a clause was running")
    }

    /// Events of which the kernel counted more than our program saw: it runs no two programs of perf events, tracepoints
    /// and kprobes within each other on one CPU, and merges the samples of a timer that is late.
    private func reportMissedEvents(of stub: LoadedStub, table: ProbeTable, to report: (String) -> Void) {
        guard let counts = try? stub.attachments.attachments.counts() else { return }
        for count in counts {
            let id = Int(count.cookie)
            guard let site = stub.plan.sites.first(where: { $0.probeID == id }),
                case .perfEvent(let event) = site.attachPoint, case .period(let period) = event.sampling, period > 0
            else { continue }
            // Each CPU's last period is unfinished.
            let unfinished = UInt64(event.cpus == .all ? Processors.online.count : 1)
            let fired = counter(ContextMaps.fired, of: id)
            let expected = count.count / period
            guard expected > fired &+ unfinished else { continue }
            report("\(dropText(expected - fired)): the kernel skipped firings of \(table[id].description)")
        }
    }

    /// A u64 of an array indexed by probe id.
    private func counter(_ map: MapReference, of probe: Int) -> UInt64 {
        let value = try? maps.withMap(map) { map throws(KernelError) in try map.lookup(key: UInt32(probe)) }
        return (value ?? nil)?.withRawSpan { $0.integer(at: 0, as: UInt64.self) } ?? 0
    }

    private func dropText(_ count: UInt64) -> String { "\(count) drop\(count == 1 ? "" : "s")" }
}

extension Carrier {
    /// Whether its programs keep each other from running on a CPU (`bpf_prog_active` in the kernel).
    fileprivate var isExclusive: Bool {
        switch programType {
        case .tracepoint, .perfEvent: true
        case .kprobe: !isPreemptible
        default: false
        }
    }
}

extension AttachPoint {
    /// The same for the entry and the return of a function, which do not interrupt each other.
    fileprivate var place: AttachPoint {
        switch self {
        case .kprobe(let symbol, _, _): .kprobe(symbol: symbol, offset: 0, isReturn: false)
        case .kprobeAddress(let address, let symbol, _): .kprobeAddress(address, symbol: symbol, isReturn: false)
        default: self
        }
    }
}
