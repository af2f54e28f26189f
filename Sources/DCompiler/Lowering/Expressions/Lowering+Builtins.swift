import BPF
import DLanguage
import ProviderAPI

// Built-in variables that are numbers.
extension ClauseLowering {
    mutating func lower(_ variable: BuiltinVariable) throws(CompileError) -> Value {
        switch variable {
        case .pid:
            return namespaceNumber(isProcess: true) ?? taskNumber(\.taskThreadGroupID)
                ?? half(.getCurrentPidTgid, upper: true)
        case .tid:
            return namespaceNumber(isProcess: false) ?? taskNumber(\.taskThreadID)
                ?? half(.getCurrentPidTgid, upper: false)
        case .gid: return half(.getCurrentUidGid, upper: true)
        case .uid: return half(.getCurrentUidGid, upper: false)
        case .cpu, .curcpu: return .register(callHelper(.getSmpProcessorId))
        case .curthread: return .register(callHelper(.getCurrentTask))
        case .timestamp: return timestamp()
        case .walltimestamp: return wallTimestamp()
        case .vtimestamp: return try taskMember(\.taskRunTime, bytes: 8, "vtimestamp")
        case .ppid: return try parentID()
        case .id: return contextWord(ProbeContext.probeID)
        case .epid: return enablingID()
        case .errno: return load(IRAddress(.probeContext, Int(ProbeContext.errno)), .int)
        case .ipl: return .constant(0)
        case .ticks: return .register(callHelper(.jiffies64))
        case .caller: return programCounter(isUser: false)
        case .ucaller: return programCounter(isUser: true)
        case .stackdepth: return stackDepth(isUser: false)
        case .ustackdepth: return stackDepth(isUser: true)
        case .execname, .probeprov, .probemod, .probefunc, .probename:
            throw failure("\(variable.rawValue) is a string; compare it or record it instead of computing with it.")
        }
    }

    mutating func callHelper(_ helper: Helper, _ arguments: [IRArgument] = []) -> VirtualRegister {
        let result = function.register()
        emit(.call(helper, arguments, result: result))
        return result
    }

    /// The number of the running process or thread in the session's own namespace, 0 for one of another; nil where that is
    /// the initial one.
    mutating func namespaceNumber(isProcess: Bool) -> Value? {
        guard let namespace = context.options.processNamespace else { return nil }
        // `struct bpf_pidns_info`: the thread, then the process; the helper clears it when it fails.
        let numbers = scratch(8)
        emit(
            .call(
                .getNsCurrentPidTgid,
                [
                    .immediate(Int64(bitPattern: namespace.device)), .immediate(Int64(bitPattern: namespace.number)),
                    .address(numbers), .immediate(8),
                ], result: function.register()))
        return load(numbers.advanced(by: isProcess ? 4 : 0), ScalarType(bytes: 4, isSigned: false))
    }

    /// One of the two 32-bit ids a helper returns.
    private mutating func half(_ helper: Helper, upper: Bool) -> Value {
        let both = found.identities[helper] ?? callHelper(helper)
        found.identities[helper] = both
        let result = copy(.register(both))
        if upper {
            alu(.rsh, result, .constant(32))
        } else {
            normalize(result, to: ScalarType(bytes: 4, isSigned: false))
        }
        return .register(result)
    }

    mutating func argument(_ index: Int, _ type: ScalarType) -> Value {
        demand.arguments.insert(index)
        let value = load(IRAddress(.probeContext, Int(ProbeContext.argument(index))), .address)
        return convert(value, from: .address, to: type)
    }

    mutating func contextWord(_ offset: Int16) -> Value {
        load(IRAddress(.probeContext, Int(offset)), ScalarType(bytes: 4, isSigned: false))
    }

    /// One number for each enabling: counted from 1 for clauses of one probe, else the probe's id times 65536 plus the
    /// clause's id.
    mutating func enablingID() -> Value {
        if clause.probes.count <= 1 { return .constant(Int64(clauseID + 1)) }
        let shifted = binary(.shiftLeft, contextWord(ProbeContext.probeID), .constant(16), .address)
        return binary(.or, shifted, .constant(Int64(clauseID)), .address)
    }

    /// The time of this firing in ns; read once and kept in the probe context, so that all clauses see the same.
    mutating func timestamp() -> Value {
        guard !isAlone else { return .register(ownTime()) }
        let place = IRAddress(.probeContext, Int(ProbeContext.timestamp))
        let known = function.label()
        let result = function.register()
        emit(.load(.double, result, place))
        emit(.jump(.notEqual, result, .immediate(0), known))
        emit(.call(.ktimeGetNs, [], result: result))
        emit(.store(.double, place, .register(result)))
        function.bind(known)
        return .register(result)
    }

    /// The same in a clause that has no others to share it with.
    private mutating func ownTime() -> VirtualRegister {
        if let time = found.time { return time }
        guard let time = timeRegister else {
            let time = callHelper(.ktimeGetNs)
            timeRegister = time
            found.time = time
            return time
        }
        // Code that may not have run has asked for it.
        timeMayBeUnset = true
        let known = function.label()
        emit(.jump(.notEqual, time, .immediate(0), known))
        emit(.call(.ktimeGetNs, [], result: time))
        function.bind(known)
        found.time = time
        return time
    }

    mutating func prependTime() {
        if timeMayBeUnset, let timeRegister { function.prepend([.constant(timeRegister, 0)]) }
    }

    /// The monotonic time plus the offset the runtime keeps in the session's state.
    private mutating func wallTimestamp() -> Value {
        let state = function.register(.tracked)
        let result = copy(timestamp())
        emit(.mapValue(state, RuntimeMap.state, UInt32(RuntimeMap.wallClockOffset)))
        let offset = load(IRAddress(.register(state)), .address)
        alu(.add, result, offset)
        return .register(result)
    }

    private func kernelOffsets(_ name: String) throws(CompileError) -> KernelOffsets {
        guard let offsets = context.options.kernelOffsets() else {
            throw failure("\(name) needs the layout of task_struct, and the running kernel has no BTF to read it from.")
        }
        return offsets
    }

    /// A member of the current task.
    private mutating func taskMember(_ member: KeyPath<KernelOffsets, Int>, bytes: Int, _ name: String)
        throws(CompileError) -> Value
    {
        let offset = try kernelOffsets(name)[keyPath: member]
        return taskWord(of: .register(callHelper(.getCurrentTask)), offset, bytes: bytes)
    }

    private mutating func taskWord(of task: Value, _ offset: Int, bytes: Int) -> Value {
        let buffer = readBuffer()
        probeRead(buffer, bytes, advanced(task, by: offset), .kernel)
        return load(buffer, ScalarType(bytes: bytes, isSigned: bytes < 8))
    }

    private mutating func parentID() throws(CompileError) -> Value {
        let parent = try taskMember(\.taskRealParent, bytes: 8, "ppid")
        return taskWord(of: parent, try kernelOffsets("ppid").taskThreadGroupID, bytes: 4)
    }

    /// `progenyof(pid)`: whether the process or one of its ancestors has this id; looks 64 generations back.
    mutating func progeny(of process: Value) throws(CompileError) -> Value {
        let offsets = try kernelOffsets("progenyof()")
        let wanted = copy(process)
        normalize(wanted, to: .int)
        let task = callHelper(.getCurrentTask)
        return truth { me, found in
            me.loop(64) { me, _, end in
                let id = me.register(me.taskWord(of: .register(task), offsets.taskThreadGroupID, bytes: 4))
                me.emit(.jump(.equal, id, .register(wanted), found))
                let parent = me.register(me.taskWord(of: .register(task), offsets.taskRealParent, bytes: 8))
                me.emit(.jump(.equal, parent, .register(task), end))
                me.emit(.move(task, parent))
            }
        }
    }

    /// `uregs[n]`: the n-th 8-byte word of the kernel's `struct pt_regs` for the task's user registers.
    mutating func userRegister(_ index: TypedExpression) throws(CompileError) -> Value {
        demand.registers = true
        let number = copy(try lower(index))
        check(.register(number), .less, .constant(Self.userRegisterCount), else: .badIndex, value: .register(number))
        let task = function.register(.tracked)
        let registers = function.register(.tracked)
        emit(.call(.getCurrentTaskBtf, [], result: task))
        emit(.call(.taskPtRegs, [.register(task)], result: registers))
        let address = plainNumber(registers)
        alu(.lsh, number, .constant(3))
        let buffer = readBuffer()
        probeRead(buffer, 8, binary(.add, address, .register(number), .address), .kernel)
        return load(buffer, .address)
    }

    private mutating func plainNumber(_ pointer: VirtualRegister) -> Value { number(IRAddress(.register(pointer))) }

    /// The words of `struct pt_regs` on x86-64.
    private static let userRegisterCount: Int64 = 21
}
