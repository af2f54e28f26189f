import BPF
import DLanguage

// The running task, whose members are read directly: that takes one helper for all of them, which does next to nothing.
extension ClauseLowering {
    mutating func currentTask() -> VirtualRegister {
        if let task = found.task { return task }
        let task = function.register(.tracked)
        emit(.call(.getCurrentTaskBtf, [], result: task))
        found.task = task
        return task
    }

    /// Stores the name of the running task, in 16 bytes or what there is room for.
    ///
    /// The kernel has no helper that is as fast, but only it ends a name that is cut.
    mutating func storeCommand(at address: IRAddress, bytes: Int) {
        guard bytes == Self.commandSize, let offset = context.options.kernelOffsets()?.taskCommand else {
            emit(.call(.getCurrentComm, [.address(address), .immediate(Int64(bytes))], result: nil))
            return
        }
        let name = IRAddress(.register(currentTask()), offset)
        copyBytes(address, name, bytes)
    }

    /// A number that the running task has for itself; nil in clauses for which a helper does as well, because they ask for
    /// nothing else of the task.
    mutating func taskNumber(_ member: KeyPath<KernelOffsets, Int>) -> Value? {
        guard found.task != nil || recordsCommand, let offsets = context.options.kernelOffsets() else { return nil }
        return load(
            IRAddress(.register(currentTask()), offsets[keyPath: member]), ScalarType(bytes: 4, isSigned: false))
    }

    /// Whether `execname` is a key of an aggregation.
    private var recordsCommand: Bool {
        clause.statements.contains {
            guard case .aggregate(let aggregate) = $0 else { return false }
            return aggregate.keys.contains { $0.kind == .builtin(.execname) }
        }
    }
}
