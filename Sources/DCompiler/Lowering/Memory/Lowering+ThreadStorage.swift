import BPF
import DLanguage
import ProviderAPI

// Thread-local variables in the storage of the running task: one piece of memory for all of them, which goes with the task.
extension ClauseLowering {
    /// `BPF_LOCAL_STORAGE_GET_F_CREATE` of `<linux/bpf.h>`.
    private static let create: Int64 = 1

    /// A pointer to a variable at an offset of the storage; null when the thread has none, or when there is no room for it.
    mutating func threadVariable(at offset: Int, creates: Bool) -> VirtualRegister {
        let storage = threadStorage(creates: creates)
        guard offset != 0 else { return storage }
        let pointer = function.register(.tracked)
        let none = function.label()
        emit(.move(pointer, storage))
        emit(.jump(.equal, pointer, .immediate(0), none))
        alu(.add, pointer, .constant(Int64(offset)))
        function.bind(none)
        return pointer
    }

    private mutating func threadStorage(creates: Bool) -> VirtualRegister {
        guard let known = found.threadStorage else {
            let storage = function.register(.tracked)
            getThreadStorage(storage, creates: creates)
            found.threadStorage = storage
            return storage
        }
        guard creates else { return known }
        let present = function.label()
        emit(.jump(.notEqual, known, .immediate(0), present))
        getThreadStorage(known, creates: true)
        function.bind(present)
        return known
    }

    private mutating func getThreadStorage(_ storage: VirtualRegister, creates: Bool) {
        let task = currentTask()
        emit(
            .call(
                .taskStorageGet,
                [
                    .map(VariableLayout.threadMap), .register(task), .immediate(0),
                    .immediate(creates ? Self.create : 0),
                ],
                result: storage))
    }

    /// Calls `body` with a pointer to the variable, which begins to exist; no room for it is counted.
    mutating func changeThreadVariable(
        at offset: Int, _ body: (inout ClauseLowering, IRAddress) -> Void
    ) {
        let (full, end) = (function.label(), function.label())
        let pointer = threadVariable(at: offset, creates: true)
        emit(.jump(.equal, pointer, .immediate(0), full))
        body(&self, IRAddress(.register(pointer)))
        emit(.go(end))
        function.bind(full)
        countDrop(.dynamic)
        function.bind(end)
    }

    /// Makes the variable zero if the thread has it.
    mutating func clearThreadVariable(at offset: Int, bytes: Int) {
        let end = function.label()
        let pointer = threadVariable(at: offset, creates: false)
        emit(.jump(.equal, pointer, .immediate(0), end))
        zero(IRAddress(.register(pointer)), bytes)
        function.bind(end)
    }
}
