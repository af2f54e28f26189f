import BPF
import DLanguage
import ProviderAPI

/// A record that has been reserved and not yet sent.
struct OpenRecord {
    var pointer: VirtualRegister
    /// Bytes of it.
    var size: Int
    /// Gives the record back and leaves the image.
    var discard: IRLabel
    /// Whether anything leads to `discard`.
    var isDiscardUsed = false
}

// Records: reserved before the first data action of a run of statements, filled in place, sent after the last.
extension ClauseLowering {
    /// Wake-up flags of `bpf_ringbuf_submit`: `BPF_RB_NO_WAKEUP`, `BPF_RB_FORCE_WAKEUP`.
    private static let noWakeUp: Int64 = 1
    private static let forceWakeUp: Int64 = 2
    /// `BPF_F_CURRENT_CPU` of `bpf_perf_event_output`.
    private static let currentCPU: Int64 = 0xffff_ffff

    /// Lowers statements without `if`: those from the first data action to the last share one record.
    mutating func lowerRun(_ statements: ArraySlice<TypedStatement>) throws(CompileError) {
        guard let first = statements.firstIndex(where: { $0.isRecorded }),
            let last = statements.lastIndex(where: { $0.isRecorded })
        else {
            for statement in statements { try lowerPlain(statement) }
            return
        }
        for statement in statements[..<first] { try lowerPlain(statement) }
        // A full buffer skips what is recorded.
        try sometimes { (me) throws(CompileError) in
            try me.scoped { (me) throws(CompileError) in try me.lowerRecorded(statements[first...last]) }
        }
        for statement in statements[(last + 1)...] { try lowerPlain(statement) }
    }

    private mutating func lowerRecorded(_ statements: ArraySlice<TypedStatement>) throws(CompileError) {
        var plan = RecordPlan(layout)
        var actions: [RecordedAction] = []
        var counts: [Int] = []
        if let cell = activeSpeculation { actions.append(.speculate(plan.speculation(cell))) }
        let kept = plan.fields.count
        for statement in statements {
            let before = plan.fields.count
            if case .action(let action) = statement, let recorded = try self.plan(action, &plan) {
                actions.append(recorded)
            }
            counts.append(plan.fields.count - before)
        }
        plan.finish()
        let number = records.count
        records.append(RecordLayout(size: plan.size, actions: actions))
        let full = function.label()
        let known = found
        let firstAction = action
        try reserve(plan.size, number: number, ifFull: full)
        for (field, source) in plan.fields.prefix(kept) { try fill(field, source) }
        var fields = plan.fields[kept...]
        for (statement, count) in zip(statements, counts) {
            action += 1
            try scoped { (me) throws(CompileError) in
                for (field, source) in fields.prefix(count) {
                    try me.scoped { (me) throws(CompileError) in try me.fill(field, source) }
                }
                try me.effects(of: statement)
            }
            if let field = fields.first?.0 { try settle(statement, field) }
            fields = fields.dropFirst(count)
        }
        let exits = statements.contains { if case .action(.exit) = $0 { true } else { false } }
        submit(flags: exits ? Self.forceWakeUp : Self.noWakeUp)
        guard !context.options.copiesRecords, statements.contains(where: \.happensUnrecorded) else {
            return function.bind(full)
        }
        let end = function.label()
        emit(.go(end))
        function.bind(full)
        found = known
        action = firstAction
        for statement in statements {
            if statement.happensUnrecorded { try lowerUnrecorded(statement) } else { action += 1 }
        }
        function.bind(end)
    }

    /// What actions do with what they recorded: `speculate`, `commit` and `discard` change the state of the speculation
    /// whose number is in the record, `normalize` divides by it, `exit` ends the session with it.
    private mutating func settle(_ statement: TypedStatement, _ field: RecordField) throws(CompileError) {
        guard let record = openRecord, case .action(let action) = statement else { return }
        let place = IRAddress(.register(record.pointer), field.offset)
        switch action {
        case .speculate:
            keepIfActive(place)
            let cell = activeSpeculation ?? ScratchCell(&self, .constant(0))
            cell.store(&self, load(place, layout.scalar(field.type)))
            activeSpeculation = cell
        case .commit, .discard: close(place)
        case .normalize:
            check(load(place, .address), .notEqual, .constant(0), else: .divideByZero)
        case .exit(let status):
            if case .integer = status.kind {
                exit(try lower(status))
            } else {
                exit(load(place, layout.scalar(field.type)))
            }
        default: break
        }
    }

    /// Finds a place for a record and writes its header: on this CPU's ring buffer, or in scratch memory if it is to be copied.
    private mutating func reserve(_ size: Int, number: Int, ifFull end: IRLabel) throws(CompileError) {
        let pointer = function.register(.tracked)
        if context.options.copiesRecords {
            emit(.address(pointer, scratch(size)))
        } else {
            reserve(size, pointer, ifFull: end)
        }
        openRecord = OpenRecord(pointer: pointer, size: size, discard: function.label())
        let record = IRAddress(.register(pointer))
        let probe = register(contextWord(ProbeContext.probeID))
        emit(.store(.word, record.advanced(by: RecordHeader.probeID), .register(probe)))
        emit(.store(.half, record.advanced(by: RecordHeader.clauseID), .immediate(Int32(clauseID))))
        emit(.store(.half, record.advanced(by: RecordHeader.recordNumber), .immediate(Int32(number))))
    }

    /// Reserves a record on this CPU's ring buffer. A full buffer drops the record, is counted, and only those of the run's
    /// statements that do more than record something still happen.
    private mutating func reserve(_ size: Int, _ pointer: VirtualRegister, ifFull end: IRLabel) {
        let key = readBuffer()
        let cpu = callHelper(.getSmpProcessorId)
        emit(.store(.word, key, .register(cpu)))
        let ring = lookup(RuntimeMap.rings, key)
        let hasRing = function.label()
        let reserved = function.label()
        emit(.jump(.notEqual, ring, .immediate(0), hasRing))
        countDrop(.principal)
        emit(.go(end))
        function.bind(hasRing)
        emit(
            .call(.ringbufReserve, [.register(ring), .immediate(Int64(size)), .immediate(0)], result: pointer))
        emit(.jump(.notEqual, pointer, .immediate(0), reserved))
        countDrop(.principal)
        emit(.go(end))
        function.bind(reserved)
    }

    private mutating func submit(flags: Int64) {
        guard let record = openRecord else { return }
        openRecord = nil
        let end = function.label()
        let isCopied = context.options.copiesRecords
        if isCopied {
            copyOut(record)
        } else {
            emit(.call(.ringbufSubmit, [.register(record.pointer), .immediate(flags)], result: nil))
        }
        guard record.isDiscardUsed else { return }
        emit(.go(end))
        function.bind(record.discard)
        if !isCopied {
            emit(.call(.ringbufDiscard, [.register(record.pointer), .immediate(Self.noWakeUp)], result: nil))
        }
        emit(.leave)
        function.bind(end)
    }

    /// Copies a record into this CPU's perf event buffer; one that finds no room there is a counted drop.
    private mutating func copyOut(_ record: OpenRecord) {
        let done = function.label()
        let result = function.register(.scalar)
        let arguments: [IRArgument] = [
            .nativeContext, .map(RuntimeMap.events), .immediate(Self.currentCPU), .register(record.pointer),
            .immediate(Int64(record.size)),
        ]
        emit(.call(.perfEventOutput, arguments, result: result))
        emit(.jump(.equal, result, .immediate(0), done))
        countDrop(.principal)
        function.bind(done)
    }

    private mutating func fill(_ field: RecordField, _ source: FieldSource) throws(CompileError) {
        guard let record = openRecord else { return }
        let address = IRAddress(.register(record.pointer), field.offset)
        switch source {
        case .bytes(let pointer, let space): probeRead(address, field.size, try lower(pointer), space)
        case .value(let expression): try fill(address, field, expression)
        case .packet(let buffer): try storePacket(buffer, at: address, room: field.size - 16)
        case .kept(let cell):
            let value = operand(cell.load(&self))
            emit(.store(.word, address, value))
        }
    }

    /// Stores an expression's value into a record or a key.
    mutating func fill(_ address: IRAddress, _ field: RecordField, _ expression: TypedExpression) throws(CompileError) {
        if field.probePart != nil {
            let probe = register(contextWord(ProbeContext.probeID))
            emit(.store(.word, address, .register(probe)))
        } else if case .builtin(.execname) = expression.kind {
            storeCommand(at: address, bytes: commandBytes)
        } else if isString(expression) {
            try copy(try string(expression), to: address, size: field.size)
        } else if case .stack(let stack) = expression.type.resolved {
            storeStack(stack, at: address, size: field.size)
        } else {
            try store(try keyPart(expression), at: address)
        }
    }
}
