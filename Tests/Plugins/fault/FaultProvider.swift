import BPF
import ProviderAPI
import SystemInfo

/// Page faults: `fault:::minor` (served from memory) and `fault:::major` (read from a disk).
/// arg0 is the address that was touched.
struct FaultProvider: Provider {
    let name = "fault"

    func availability(on system: HostSystem) -> Availability { .available }

    func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        // PERF_COUNT_SW_PAGE_FAULTS_MIN and _MAJ of <linux/perf_event.h>.
        let probes = [FaultProbe(name: "minor", event: 5), FaultProbe(name: "major", event: 6)]
        for probe in probes where pattern.matches(probe.description) { try body(probe) }
    }

    var stability: ProviderStability {
        let ours = StabilityAttributes(.evolving, .evolving, .common)
        let unused = StabilityAttributes(.private, .private, .unknown)
        return ProviderStability(provider: ours, module: unused, function: unused, name: ours, arguments: ours)
    }
}

/// One kind of page fault.
struct FaultProbe: Probe {
    let name: String
    let event: UInt64

    var description: ProbeDescription { ProbeDescription("fault", "", "", name) }

    func arguments(on system: HostSystem) -> [ProbeArgument] {
        [ProbeArgument(name: "address", type: "uintptr_t", index: 0)]
    }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        // struct bpf_perf_event_data: the registers, the sample period, then the address.
        let address = ArgumentSource.field(offset: 176, width: .double, signed: false)
        let softwareEvents: UInt32 = 1
        let event = PerfEventAttachPoint(
            type: softwareEvents, config: event, sampling: .period(1), cpus: .all)
        return [
            ProbeSite(
                context: ContextLayout(carrier: .perfEvent, arguments: [address], registers: .context),
                attachPoint: .perfEvent(event))
        ]
    }
}
