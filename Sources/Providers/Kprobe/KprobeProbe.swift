import BPF
import ProviderAPI
import SystemInfo

/// Entry or return of one kernel function.
struct KprobeProbe: Probe {
    enum Kind: String, CaseIterable {
        case entry
        case `return`
    }

    let module: String
    let function: String
    let kind: Kind

    var description: ProbeDescription { ProbeDescription("kprobe", module, function, kind.rawValue) }

    /// Empty for functions that the kernel's type information leaves out, as it does for some in assembler.
    func arguments(on system: HostSystem) throws -> [ProbeArgument] {
        guard let types = try? types(on: system), let prototype = types.prototype(ofFunction: function) else {
            return []
        }
        switch kind {
        case .entry:
            return prototype.parameters.prefix(10).enumerated().map { index, parameter in
                ProbeArgument(
                    name: parameter.name, type: types.cName(of: parameter.type), index: index,
                    space: types.isUserPointer(parameter.type) ? .user : .kernel)
            }
        case .return:
            if prototype.returnType == .void { return [] }
            return [
                ProbeArgument(type: "int", index: 0),
                ProbeArgument(type: types.cName(of: prototype.returnType), index: 1),
            ]
        }
    }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        let attachPoint = AttachPoint.kprobe(symbol: function, offset: 0, isReturn: kind == .return)
        return [ProbeSite(context: kind == .entry ? Self.entry : Self.return, attachPoint: attachPoint)]
    }

    /// The kernel refuses names that several functions have; then each of them is meant.
    func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint] {
        guard case .kprobe = refused else { return [] }
        let addresses = (try? system.kernelSymbols.addresses(ofFunction: function, module: module)) ?? []
        guard addresses.count > 1 else { return [] }
        return addresses.map { .kprobeAddress($0, symbol: function, isReturn: kind == .return) }
    }

    private static let entry = ContextLayout(
        carrier: .kprobe, arguments: SavedRegisters.native.argumentSources(count: 10), registers: .context)

    private static let `return`: ContextLayout = {
        let value = ArgumentSource.register(offset: SavedRegisters.native.returnValue, width: .double, signed: false)
        return ContextLayout(
            carrier: .kprobe, arguments: [.constant(0), value], returnValue: value, registers: .context)
    }()

    private func types(on system: HostSystem) throws -> BTF {
        module == KernelSymbol.kernelModule ? try system.kernelTypes() : try system.moduleTypes(module)
    }
}
