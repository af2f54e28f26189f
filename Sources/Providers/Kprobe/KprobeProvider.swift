import BPF
public import ProviderAPI
public import SystemInfo

/// Entry and return of kernel functions: `kprobe:<module>:<function>:entry` and `:return`; the kernel itself is the
/// module `vmlinux`.
///
/// `entry`: arg0-arg9 are the function's arguments, the first ones from registers, the others from the stack; args[]
/// have the types of the kernel's own type information. `return`: arg1 and args[1] are the return value; arg0 is 0,
/// where DTrace has the offset of the return instruction, which the kernel does not tell.
///
/// They are listed and matched only where the provider is named; else `fbt` is meant.
///
/// Needs kprobes in the kernel. Since kernel 5.15, for attach cookies.
public struct KprobeProvider: Provider {
    public init() {}

    public var name: String { "kprobe" }

    public func availability(on system: HostSystem) -> Availability { .ofKprobes(on: system) }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        // The same places have probes of `fbt`, which is meant where no provider is named.
        guard pattern.provider.matches(name), !pattern.provider.matches(""), system.features.has(.kprobe) else {
            return
        }
        try ProbedFunction.forEach(matching: pattern, on: system) { function, side in
            try body(KprobeProbe(function: function, side: side))
        }
    }

    public var stability: ProviderStability {
        ProviderStability(
            provider: .init(.evolving, .evolving, .isa), module: .init(.private, .private, .unknown),
            function: .init(.private, .private, .unknown), name: .init(.evolving, .evolving, .isa),
            arguments: .init(.private, .private, .isa))
    }
}
