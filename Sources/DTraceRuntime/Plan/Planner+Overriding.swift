import BPF
import DCompiler
import ProviderAPI
import SystemInfo

/// `return()`: what the kernel asks of clauses that make functions return.
extension Planner {
    /// Refuses such clauses where the probe is not the entry of a kernel function that a kprobe watches, or the kernel lets
    /// no function be overridden.
    func checkOverrides(_ clauses: [Int], at site: ProbeSite, of probe: ProbeDescription) throws(ProviderError) {
        guard clauses.contains(where: { program.clauses[$0].overridesReturn }) else { return }
        guard site.context.carrier == .kprobe, site.attachPoint.isFunctionEntry else {
            throw ProviderError(
                "return() makes a kernel function return, so it is for entry probes of the rawfbt and kprobe providers, not \(probe)"
            )
        }
        if case .absent(let reason) = table.system.features.state(of: .returnOverride) {
            throw ProviderError(
                "return() cannot be used: this kernel lets no function be overridden (CONFIG_BPF_KPROBE_OVERRIDE): \(reason)"
            )
        }
    }
}

extension AttachPoint {
    fileprivate var isFunctionEntry: Bool {
        switch self {
        case .kprobe(_, let offset, let isReturn): offset == 0 && !isReturn
        case .kprobeAddress(_, _, let isReturn): !isReturn
        default: false
        }
    }
}
