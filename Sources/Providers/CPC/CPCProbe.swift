import BPF
import ProviderAPI
import SystemInfo

/// Every `count`-th event.
struct CPCProbe: Probe {
    let name: CounterName
    let encoding: CounterEncoding

    init(name: CounterName, encoding: CounterEncoding) {
        self.name = name
        self.encoding = encoding
    }

    /// Looks the event up: among perf's own names, then in libpfm4.
    init(_ name: CounterName, on system: HostSystem) throws(ProviderError) {
        let generic = GenericEvent.all.first { $0.name == name.event }
        if let generic {
            guard name.count >= generic.leastCount else {
                throw ProviderError(
                    "cpc:::\(name.text): the count must be at least \(generic.leastCount) for \(name.event)")
            }
        }
        guard generic?.isHardware == false || CPCProvider.hasCounters(on: system) else {
            throw ProviderError(
                """
                cpc:::\(name.text): the kernel offers no hardware counters on this machine, as in most virtual machines; \
                software events such as cpu_clock can be counted
                """)
        }
        if let generic {
            encoding = generic.encoding
        } else {
            do throws(CounterError) { encoding = try CounterEncoding(named: name.event) } catch {
                throw ProviderError("cpc:::\(name.text): \(error)")
            }
        }
        self.name = name
    }

    var description: ProbeDescription { ProbeDescription("cpc", "", "", name.text) }

    /// Program counters are only arg0 and arg1: they have no typed form.
    func arguments(on system: HostSystem) -> [ProbeArgument] { [] }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        let event = PerfEventAttachPoint(
            type: encoding.type, config: encoding.config, config1: encoding.config1, config2: encoding.config2,
            sampling: .period(name.count), cpus: .all, excludesUser: isHardware && name.mode == .kernel,
            excludesKernel: isHardware && name.mode == .user)
        return [ProbeSite(context: context, attachPoint: .perfEvent(event))]
    }

    /// Software events go on counting in other modes, so that firings that are left out would look like lost ones.
    private var isHardware: Bool { encoding.type != GenericEvent.softwareType }

    /// The mode is looked at in the program, as software events need.
    private var context: ContextLayout {
        let filters: [ContextFilter] =
            switch name.mode {
            case .all: []
            case .user: [.equals(.kernelProgramCounter, 0)]
            case .kernel: [.equals(.userProgramCounter, 0)]
            }
        return ContextLayout(
            carrier: .perfEvent, arguments: [.kernelProgramCounter, .userProgramCounter], registers: .context,
            filters: filters)
    }
}
