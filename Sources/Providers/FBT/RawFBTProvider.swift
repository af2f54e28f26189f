import BPF
public import ProviderAPI
public import SystemInfo

/// The probes of `fbt` by kprobes, always: `rawfbt:<module>:<function>:entry` and `:return`.
///
/// They see functions as kprobes do, registers included, and serve where programs bound to functions are not wanted.
/// They are listed and matched only where the provider is named.
public struct RawFBTProvider: Provider {
    public init() {}

    public var name: String { "rawfbt" }

    public func availability(on system: HostSystem) -> Availability { .ofKprobes(on: system) }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        // The same places have probes of `fbt`, which is meant where no provider is named.
        guard pattern.provider.matches(name), !pattern.provider.matches(""), system.features.has(.kprobe) else {
            return
        }
        try ProbedFunction.forEach(matching: pattern, on: system) { function, side in
            try body(RawFBTProbe(function: function, side: side))
        }
    }

    public var stability: ProviderStability { .ofKernelFunctions }
}

/// One side of a function.
struct RawFBTProbe: Probe {
    let function: ProbedFunction
    let side: ProbedFunction.Side

    var description: ProbeDescription {
        ProbeDescription("rawfbt", function.module, function.name, side.rawValue)
    }

    func arguments(on system: HostSystem) -> [ProbeArgument] { function.arguments(at: side, on: system) }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] { [function.kprobe(at: side)] }

    func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint] {
        function.replacements(for: refused, on: system)
    }
}
