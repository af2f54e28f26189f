import BPF
import ProviderAPI
import SystemInfo

/// A function's entry, return or instruction; arguments follow the calling convention of C, types are not known.
///
/// `entry`: arg0-arg9 are the integer arguments, the first ones in registers, the others on the stack.
/// `return`: arg1 is the result as in DTrace's pid provider; arg0, there the offset of the returning instruction, is -1,
/// for the kernel does not tell it. Offset probes have registers only.
struct UprobeProbe: Probe {
    var description: ProbeDescription
    var kind: UprobeKind
    var places: [FunctionPlace]

    /// Symbol tables know no types.
    func arguments(on system: HostSystem) -> [ProbeArgument] { [] }

    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        let carrier: Carrier = system.features.has(.uprobeMulti) ? .uprobeMulti : .uprobe
        return try places.map { place in
            ProbeSite(
                context: try layout(of: place, carrier, demand),
                attachPoint: .uprobe(
                    path: place.file.accessPath, offset: place.fileOffset + distance, isReturn: kind == .return,
                    processID: place.file.processID, semaphore: 0))
        }
    }

    private var distance: UInt64 {
        if case .offset(let offset, _) = kind { offset } else { 0 }
    }

    private func layout(
        of place: FunctionPlace, _ carrier: Carrier, _ demand: ContextDemand
    ) throws(ProviderError) -> ContextLayout {
        var layout = ContextLayout(carrier: carrier, registers: .context)
        guard kind == .entry || kind == .return else { return layout }
        guard let registers = SavedRegisters(place.architecture) else {
            if demand.arguments.isEmpty && kind == .entry { return layout }
            throw ProviderError("\(description): the arguments of \(place.architecture) programs are not known")
        }
        if kind == .return {
            let result = ArgumentSource.register(offset: registers.returnValue, width: .double, signed: false)
            layout.arguments = [.constant(-1), result]
            layout.returnValue = result
        } else {
            layout.arguments = registers.argumentSources(count: 10, space: .user)
        }
        return layout
    }
}
