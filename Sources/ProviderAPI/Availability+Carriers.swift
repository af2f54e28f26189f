import BPF
public import SystemInfo

extension Availability {
    /// Of providers that stand on kprobes.
    public static func ofKprobes(on system: HostSystem) -> Availability {
        switch system.features.state(of: .kprobe) {
        case .present: .available
        case .absent(let reason): .unavailable(reason: "kernel functions cannot be probed: \(reason)")
        }
    }

    /// Of providers that stand on uprobes, attached one by one or many at once.
    public static func ofUprobes(on system: HostSystem) -> Availability {
        guard !system.features.has(.uprobeMulti), case .absent(let reason) = system.features.state(of: .uprobe) else {
            return .available
        }
        return .unavailable(reason: reason)
    }
}

extension ProviderStability {
    /// Of providers whose probes are the functions of programs (DTrace guide, chapter "pid Provider").
    public static var ofUserFunctions: ProviderStability {
        let names = StabilityAttributes(.private, .private, .unknown)
        let kind = StabilityAttributes(.evolving, .evolving, .isa)
        return ProviderStability(provider: kind, module: names, function: names, name: kind, arguments: names)
    }
}
