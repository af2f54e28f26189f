import BPF
public import ProviderAPI
public import SystemInfo

/// Functions of user programs: `uprobe:<file>:<function>:entry`, `return`, or an instruction's offset such as `1c`.
///
/// The module part is a full path or the last part of one; other patterns are held against what the target processes
/// map, and stand for nothing without targets: the functions of all running programs are too many to be meant.
/// Offsets are hexadecimal and must be given in full; one inside an instruction is refused, for a breakpoint there
/// would damage the program.
///
/// Example: `uprobe:libc.so.6:malloc:entry { @ = quantize(arg0); }`. Needs uprobes.
public struct UprobeProvider: Provider {
    public init() {}

    public var name: String { "uprobe" }

    public var stability: ProviderStability { .ofUserFunctions }

    public func availability(on system: HostSystem) -> Availability { .ofUprobes(on: system) }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        // A pattern such as :::entry means the kernel's functions, not every function of every program.
        guard !pattern.provider.text.isEmpty, mayMatch(provider: pattern.provider) else { return }
        let kinds = UserProbeKind.matching(pattern.name)
        guard !kinds.isEmpty else { return }
        let isMeant = pattern.provider.literal == name
        let modules: [UserModule]
        do {
            modules = try UserModule.matching(pattern.module, on: system, searchesRunning: false)
        } catch {
            if isMeant { throw error }
            return
        }
        for module in modules {
            for function in try module.functions(
                matching: pattern.function, isMeant: isMeant && pattern.module.literal != nil)
            {
                for kind in kinds { try probe(function, kind, module, asked: pattern).map(body) }
            }
        }
    }

    /// The probe of a function, or nil when it has none of this kind.
    private func probe(
        _ function: UserFunction, _ kind: UserProbeKind, _ module: UserModule, asked pattern: ProbePattern
    ) throws -> UserFunctionProbe? {
        let places = function.places.filter { kind.fits($0) }
        guard !places.isEmpty else { return nil }
        let description = ProbeDescription(name, module.name, function.name, kind.name)
        if case .offset(let offset, _) = kind {
            for place in places { try InstructionBoundary.check(offset, in: place, of: description) }
        }
        return try UserFunctionProbe(description: description, kind: kind, places: places).withoutRefused(pattern.name)
    }
}
