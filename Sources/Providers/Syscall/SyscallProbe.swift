import ProviderAPI
import SystemInfo

/// Entry or return of one system call.
struct SyscallProbe: Probe {
    enum Kind: String, CaseIterable {
        case entry
        case `return`
    }

    let function: String
    let number: Int
    let kind: Kind

    var description: ProbeDescription {
        ProbeDescription("syscall", KernelSymbol.kernelModule, function, kind.rawValue)
    }

    /// At entries as the kernel declares the call; at returns the result, twice, as DTrace has it.
    func arguments(on system: HostSystem) throws -> [ProbeArgument] {
        if kind == .return {
            return (0..<2).map { ProbeArgument(name: "ret", type: "long", index: $0) }
        }
        if let events = system.traceEvents, events.contains(group: "syscalls", event: "sys_enter_\(function)") {
            return try Self.arguments(events.format(group: "syscalls", event: "sys_enter_\(function)"))
        }
        return (try? system.kernelTypes()).map { Self.arguments(function, in: $0) } ?? []
    }

    /// The fields of the call's trace event behind its number; each is an argument. Newer kernels add texts behind them.
    private static func arguments(_ format: EventFormat) -> [ProbeArgument] {
        let fields = format.fields.dropFirst().filter { $0.storage == .value }
        return fields.prefix(6).enumerated().map { index, field in
            ProbeArgument(name: field.name, type: field.plainType, index: index, space: .user)
        }
    }

    /// The parameters of the call's body, a function that the compiler may have dissolved: then nothing is known.
    private static func arguments(_ function: String, in types: BTF) -> [ProbeArgument] {
        let prototype = types.prototype(ofFunction: "__do_sys_\(function)")
        return (prototype?.parameters ?? []).prefix(6).enumerated().map { index, parameter in
            ProbeArgument(name: parameter.name, type: types.cName(of: parameter.type), index: index, space: .user)
        }
    }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        let context = SystemCallContext.native
        let isReturn = kind == .return
        let result = context.result
        let layout =
            isReturn
            ? ContextLayout(
                carrier: .rawTracepoint, arguments: [result, result], returnValue: result, errorResult: result)
            : ContextLayout(carrier: .rawTracepoint, arguments: context.arguments)
        return [context.site(number: number, isReturn: isReturn, layout: layout, on: system)]
    }
}
