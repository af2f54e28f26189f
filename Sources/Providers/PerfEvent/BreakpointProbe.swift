import BPF
import ProviderAPI
import SystemInfo

/// Every access to a place in memory.
struct BreakpointProbe: Probe {
    static let module = "breakpoint"

    enum Access: String, CaseIterable {
        case rw
        case w
        case x

        /// `HW_BREAKPOINT_*` of `<linux/hw_breakpoint.h>`.
        var type: UInt32 {
            switch self {
            case .rw: 3
            case .w: 2
            case .x: 4
            }
        }
    }

    let place: String
    let address: UInt64
    let access: Access

    var description: ProbeDescription { ProbeDescription("perf", Self.module, place, access.rawValue) }

    func arguments(on system: HostSystem) -> [ProbeArgument] { SampledContext.arguments }

    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        // Kernel addresses have the top bit set. The kernel checks them against the places forbidden to kprobes, and
        // without kprobes takes every place for forbidden.
        if access == .x, address >> 63 == 1, case .absent(let reason) = system.features.state(of: .kprobe) {
            throw ProviderError(
                "\(description) cannot be observed: the kernel allows execution breakpoints in its own code only where "
                    + "kprobes may be placed, and \(reason)")
        }
        // The kernel takes 8 bytes (a `long`) for instructions, and for data up to 8 bytes that are aligned.
        let length = access == .x || address == 0 ? 8 : min(8, UInt64(1) << UInt64(address.trailingZeroBitCount))
        let point = PerfEventAttachPoint(
            type: PerfType.breakpoint, config: 0, breakpointType: access.type, config1: address, config2: length,
            sampling: .period(1), cpus: .all)
        return [ProbeSite(context: SampledContext.full, attachPoint: .perfEvent(point))]
    }
}
