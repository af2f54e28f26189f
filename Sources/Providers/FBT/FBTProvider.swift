import BPF
public import ProviderAPI
public import SystemInfo

/// Entry and return of kernel functions: `fbt:<module>:<function>:entry` and `:return`; the kernel itself is the module
/// `vmlinux`.
///
/// `entry`: arg0-arg9 and args[] are the function's arguments, typed by the kernel's own type information. `return`: arg1
/// and args[1] are the result; arg0 is 0, where DTrace has the offset of the return instruction, which the kernel does not
/// tell.
///
/// A function named in full has a program bound to it (fentry, fexit; since kernel 5.5), which costs the least. Functions
/// that this does not serve, and those that a pattern matches, have kprobes: in one call where the kernel can (kprobe.multi,
/// since 5.18), else one by one.
public struct FBTProvider: Provider {
    public init() {}

    public var name: String { "fbt" }

    public func availability(on system: HostSystem) -> Availability {
        // The kernel says at once whether it has kprobes; to bind a program it reads all of its type information.
        guard case .absent(let kprobes) = system.features.state(of: .kprobe),
            case .absent(let binding) = system.features.state(of: .fentry)
        else { return .available }
        return .unavailable(
            reason: "kernel functions cannot be traced: by kprobes, because \(kprobes); by fentry, because \(binding)")
    }

    public func shortcoming(on system: HostSystem) -> String? {
        guard case .absent(let reason) = system.features.state(of: .kprobe) else { return nil }
        return "functions only that programs can be bound to: \(reason)"
    }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        guard pattern.provider.matches(name), availability(on: system) == .available else { return }
        let isOneOfMany = pattern.function.literal == nil
        try ProbedFunction.forEach(matching: pattern, on: system) { function, side in
            try body(FBTProbe(function: function, side: side, isOneOfMany: isOneOfMany))
        }
    }

    public var stability: ProviderStability { .ofKernelFunctions }
}

/// One side of a function.
struct FBTProbe: Probe {
    let function: ProbedFunction
    let side: ProbedFunction.Side
    /// Whether a pattern found it, so that many are likely to be enabled together.
    let isOneOfMany: Bool

    var description: ProbeDescription {
        ProbeDescription("fbt", function.module, function.name, side.rawValue)
    }

    func arguments(on system: HostSystem) -> [ProbeArgument] { function.arguments(at: side, on: system) }

    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        let hasKprobes = system.features.has(.kprobe)
        // Programs bound to functions have no registers, and each is loaded by itself.
        if !demand.registers, !isOneOfMany || !hasKprobes, system.features.has(.fentry),
            let site = function.tracing(at: side, on: system)
        {
            return [site]
        }
        guard hasKprobes else {
            throw ProviderError(
                "\(description) can be had by a kprobe only, and this kernel has none: programs cannot be bound to the function"
            )
        }
        return [function.kprobe(at: side, isOneOfMany: isOneOfMany && system.features.has(.kprobeMulti))]
    }

    func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint] {
        function.replacements(for: refused, on: system)
    }
}

extension ProviderStability {
    /// The names are the kernel's own affair.
    static let ofKernelFunctions = ProviderStability(
        provider: .init(.evolving, .evolving, .isa), module: .init(.private, .private, .unknown),
        function: .init(.private, .private, .unknown), name: .init(.evolving, .evolving, .isa),
        arguments: .init(.private, .private, .isa))
}
