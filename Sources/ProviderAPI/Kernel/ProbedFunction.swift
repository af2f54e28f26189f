public import BPF
public import SystemInfo

/// A function of the kernel or of one of its modules, as a place for probes.
public struct ProbedFunction: Hashable, Sendable {
    /// The sides of a function that have probes, by the names of these.
    public enum Side: String, Hashable, Sendable, CaseIterable {
        case entry
        case `return`
    }

    /// `vmlinux` for the kernel itself.
    public var module: String
    /// The function's name in the kernel's symbol list.
    public var name: String

    /// A function that need not exist.
    public init(module: String, name: String) {
        self.module = module
        self.name = name
    }

    /// Calls `body` with every function that kprobes can be placed on and each of its sides that the pattern names.
    public static func forEach(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (ProbedFunction, Side) throws -> Void
    ) throws {
        let sides = Side.allCases.filter { pattern.name.matches($0.rawValue) }
        guard !sides.isEmpty else { return }
        let functions = ProbeableFunctions(on: system)
        try functions.forEach(
            named: pattern.function.matches, inModule: pattern.module.matches, exactly: pattern.function.literal,
            isUnique: pattern.function.literal != nil && pattern.module.literal != nil
        ) { name, module in
            for side in sides { try body(ProbedFunction(module: module, name: name), side) }
        }
    }

    /// The types of the kernel or of the function's module.
    public func types(on system: HostSystem) throws -> BTF {
        module == KernelSymbol.kernelModule ? try system.kernelTypes() : try system.moduleTypes(module)
    }

    /// args[] of a side: the parameters at the entry; the place of the return, which is not known, and the result at the
    /// return. Empty for functions that the kernel's type information leaves out, as it does for some in assembler.
    public func arguments(at side: Side, on system: HostSystem) -> [ProbeArgument] {
        guard let types = try? types(on: system), let prototype = types.prototype(ofFunction: name) else { return [] }
        switch side {
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

    /// A kprobe or kretprobe on it, by itself or among others that are attached in one call.
    public func kprobe(at side: Side, isOneOfMany: Bool = false) -> ProbeSite {
        var context = side == .entry ? Self.entry : Self.return
        if isOneOfMany { context.carrier = .kprobeMulti }
        return ProbeSite(
            context: context, attachPoint: .kprobe(symbol: name, offset: 0, isReturn: side == .return))
    }

    /// The kernel refuses names that several functions have; then each of them is meant.
    public func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint] {
        guard case .kprobe(_, _, let isReturn) = refused else { return [] }
        let addresses = (try? system.kernelSymbols.addresses(ofFunction: name, module: module)) ?? []
        guard addresses.count > 1 else { return [] }
        return addresses.map { .kprobeAddress($0, symbol: name, isReturn: isReturn) }
    }

    private static let entry = ContextLayout(
        carrier: .kprobe, arguments: SavedRegisters.native.argumentSources(count: 10), registers: .context)

    private static let `return`: ContextLayout = {
        let value = ArgumentSource.register(offset: SavedRegisters.native.returnValue, width: .double, signed: false)
        return ContextLayout(
            carrier: .kprobe, arguments: [.constant(0), value], returnValue: value, registers: .context)
    }()
}
