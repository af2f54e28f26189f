import BPF
public import SystemInfo

extension ProbedFunction {
    /// The most arguments that the kernel passes on to programs bound to a function: those in registers.
    private static let mostArguments = 6

    /// A program bound to the function (fentry, fexit), which costs less than a kprobe: nil where the kernel cannot bind one,
    /// because it does not describe the function, or the function has arguments that do not fit words, or shares its name.
    public func tracing(at side: Side, on system: HostSystem) -> ProbeSite? {
        let btfModule = module == KernelSymbol.kernelModule ? "" : module
        guard let types = try? types(on: system), let prototype = types.prototype(ofFunction: name),
            prototype.parameters.count <= Self.mostArguments, !prototype.isVariadic,
            prototype.parameters.allSatisfy({ Self.fitsWord($0.type, types) }),
            prototype.returnType == .void || Self.fitsWord(prototype.returnType, types),
            let id = try? KernelBTF.running.functionID(named: name, module: btfModule), isOnlyOne(on: system)
        else { return nil }
        // The context is an array of words: the arguments, then at the exit the result.
        let words = (0...prototype.parameters.count).map { ArgumentSource.slot(index: $0) }
        let attachPoint = AttachPoint.tracing(btfID: id, module: btfModule, isExit: side == .return)
        if side == .entry {
            let arguments = Array(words.dropLast())
            return ProbeSite(context: ContextLayout(carrier: .fentry, arguments: arguments), attachPoint: attachPoint)
        }
        let result = prototype.returnType == .void ? nil : words.last
        let context = ContextLayout(
            carrier: .fexit, arguments: [.constant(0)] + (result.map { [$0] } ?? []), returnValue: result)
        return ProbeSite(context: context, attachPoint: attachPoint)
    }

    private static func fitsWord(_ type: BTFTypeID, _ types: BTF) -> Bool {
        if case .aggregate? = types.stripped(type) { return false }
        return types.size(of: type).map { $0 <= 8 } ?? false
    }

    /// Programs are bound by name, and the kernel takes the first function of that name.
    private func isOnlyOne(on system: HostSystem) -> Bool {
        ((try? system.kernelSymbols.addresses(ofFunction: name, module: module)) ?? []).count <= 1
    }
}
