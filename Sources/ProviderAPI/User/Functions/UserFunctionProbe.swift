import BPF
public import SystemInfo

/// A function's entry, return or instruction; arguments follow the calling convention of the language, types are not
/// known.
///
/// `entry`: arg0-arg9 are the integer arguments, the first ones in registers, the others on the stack.
/// `return`: arg1 is the result as in DTrace's pid provider; arg0, there the offset of the returning instruction, is -1,
/// for the kernel does not tell it. Offset probes have registers only.
public struct UserFunctionProbe: Probe {
    public var description: ProbeDescription
    public var kind: UserProbeKind
    /// Where the function is; the probe fires at all of them.
    public var places: [UserFunctionPlace]

    public init(description: ProbeDescription, kind: UserProbeKind, places: [UserFunctionPlace]) {
        self.description = description
        self.kind = kind
        self.places = places
    }

    /// Symbol tables know no types.
    public func arguments(on system: HostSystem) -> [ProbeArgument] { [] }

    public func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        let carrier: Carrier = system.features.has(.uprobeMulti) ? .uprobeMulti : .uprobe
        return try places.map { place in
            ProbeSite(
                context: try layout(of: place, carrier, demand),
                attachPoint: .uprobe(
                    path: place.file.accessPath, offset: place.fileOffset + distance, isReturn: kind == .return,
                    processID: place.file.processID, semaphore: 0))
        }
    }

    /// The probe if it can be had. Return probes of Go functions cannot: a pattern that stands for them among others goes
    /// without, one that names them is an error.
    ///
    /// - Parameter pattern: The last part of the pattern that matched.
    public func withoutRefused(_ pattern: Glob) throws(ProviderError) -> UserFunctionProbe? {
        guard kind == .return else { return self }
        var probe = self
        probe.places = places.filter(\.convention.allowsReturnProbes)
        guard probe.places.isEmpty else { return probe }
        if pattern.literal != nil { throw Self.returnRefusal(description) }
        return nil
    }

    private var distance: UInt64 {
        if case .offset(let offset, _) = kind { offset } else { 0 }
    }

    private func layout(
        of place: UserFunctionPlace, _ carrier: Carrier, _ demand: ContextDemand
    ) throws(ProviderError) -> ContextLayout {
        var layout = ContextLayout(carrier: carrier, registers: .context)
        guard kind == .entry || kind == .return else { return layout }
        guard let registers = SavedRegisters(place.architecture) else {
            if demand.arguments.isEmpty && kind == .entry { return layout }
            throw ProviderError("\(description): the arguments of \(place.architecture) programs are not known")
        }
        if kind == .return {
            guard place.convention.allowsReturnProbes else { throw Self.returnRefusal(description) }
            let result = ArgumentSource.register(offset: registers.returnValue, width: .double, signed: false)
            layout.arguments = [.constant(-1), result]
            layout.returnValue = result
        } else {
            layout.arguments = place.convention.argumentSources(registers)
        }
        return layout
    }

    /// The sentence for a return probe that was asked for by its name and cannot be had.
    static func returnRefusal(_ probe: ProbeDescription) -> ProviderError {
        ProviderError(
            "\(probe): Go programs cannot have return probes: the runtime moves stacks and would end the program at the "
                + "return address that the kernel puts there; probe the entry of what runs next instead")
    }
}
