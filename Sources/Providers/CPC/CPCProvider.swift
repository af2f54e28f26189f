import BPF
public import ProviderAPI
public import SystemInfo

/// The processor's counters: `cpc:::<event>-<mode>-<count>` fires on a CPU whenever an event has occurred `count` times in
/// the mode, `user`, `kernel` or `all` (DTrace guide, chapter cpc Provider).
///
/// Events are perf's generic ones (`cpu_cycles`, `l1d_read_miss`, the software event `task_clock`), which listings show,
/// and all that libpfm4 knows of the processor, such as `inst_retired.any`; these may be named only.
///
/// arg0 is the program counter in the kernel, or 0; arg1 the one in user space, or 0. Counters need hardware that the
/// kernel offers; software events do not.
public struct CPCProvider: Provider {
    public init() {}

    public var name: String { "cpc" }

    public func availability(on system: HostSystem) -> Availability { .available }

    public func shortcoming(on system: HostSystem) -> String? {
        Self.hasCounters(on: system) ? nil : "software events only: the kernel offers no hardware counters"
    }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        guard pattern.provider.matches(name), pattern.module.matches(""), pattern.function.matches("") else { return }
        if let text = pattern.name.literal {
            guard let name = CounterName(text) else { return }
            let probe: CPCProbe
            do throws(ProviderError) { probe = try CPCProbe(name, on: system) } catch {
                // Others than this provider have probes whose names look the same.
                guard pattern.provider.literal != nil else { return }
                throw error
            }
            try body(probe)
            return
        }
        for event in GenericEvent.all where !event.isHardware || Self.hasCounters(on: system) {
            for mode in CounterName.Mode.allCases {
                let name = CounterName(event: event.name, mode: mode, count: event.usualCount)
                if pattern.name.matches(name.text) { try body(CPCProbe(name: name, encoding: event.encoding)) }
            }
        }
    }

    /// Whether the kernel offers counters of the processor: under one of these names, by architecture and kind of core.
    static func hasCounters(on system: HostSystem) -> Bool {
        let sources = (try? SystemFile.names(inFolder: system.sysfs + "/bus/event_source/devices")) ?? []
        return sources.contains { name in
            name == "cpu" || ["cpu_", "armv8_", "armv7_"].contains { name.hasPrefix($0) }
        }
    }

    public var stability: ProviderStability {
        ProviderStability(
            provider: .init(.evolving, .evolving, .common), module: .init(.private, .private, .unknown),
            function: .init(.private, .private, .unknown), name: .init(.evolving, .evolving, .cpu),
            arguments: .init(.evolving, .evolving, .common))
    }
}
