import BPF
import DLanguage

// What each action records.
extension ClauseLowering {
    /// Makes room for the action's fields; nil for actions that record nothing.
    func plan(_ action: TypedAction, _ plan: inout RecordPlan) throws(CompileError) -> RecordedAction? {
        switch action {
        case .defaultTrace: return .defaultTrace
        case .trace(let value): return .trace(plan.field(value))
        case .printf(let format, let arguments): return .printf(format, plan.fields(arguments))
        case .printa(let format, let aggregations): return .printa(format, aggregations)
        case .print(let pointer): return try planPrint(pointer, &plan)
        case .tracemem(let pointer, let size, let length): return planTracemem(pointer, size, length, &plan)
        case .symbolic(let value): return .symbolic(plan.field(value))
        case .exit(let status): return .exit(plan.field(status))
        case .system(let format, let arguments): return .system(format, plan.fields(arguments))
        case .freopen(let format, let arguments): return .freopen(format, plan.fields(arguments))
        case .ftruncate: return .ftruncate
        case .clear(let id): return .clear(id)
        case .truncate(let id, let count): return .truncate(id, count: count.map { plan.field($0) })
        case .normalize(let id, let factor): return .normalize(id, plan.field(factor))
        case .denormalize(let id): return .denormalize(id)
        case .setopt(let name, let value): return .setopt(plan.field(name), value.map { plan.field($0) })
        case .speculate(let id): return .speculate(plan.field(id))
        case .commit(let id): return .commit(plan.field(id))
        case .discard(let id): return .discard(plan.field(id))
        case .pcap(let buffer, let number):
            let packet = plan.packet(buffer, size: context.options.packetSize)
            return .pcap(
                packet.bytes, protocolNumber: plan.field(number), length: packet.length, captured: packet.captured,
                time: plan.field(Self.now))
        case .raise, .return, .stop, .chill: return nil
        }
    }

    /// The wall clock's time.
    private static var now: TypedExpression {
        TypedExpression(.builtin(.walltimestamp), type: .integer(.long), range: .none)
    }

    private func planPrint(_ pointer: TypedExpression, _ plan: inout RecordPlan) throws(CompileError) -> RecordedAction
    {
        guard case .pointer(let target, let space) = pointer.type.resolved else {
            throw failure("print() takes a pointer; write the address of what is to be printed.")
        }
        let value = plan.bytes(pointer, target, size: layout.size(of: target), space)
        return .print(value, address: plan.field(pointer))
    }

    private func planTracemem(
        _ pointer: TypedExpression, _ size: Int, _ length: TypedExpression?, _ plan: inout RecordPlan
    ) -> RecordedAction {
        let bytes = DType.array(.integer(IntegerType("unsigned char", bytes: 1, isSigned: false)), count: size)
        let field = plan.bytes(pointer, bytes, size: size, space(of: pointer.type))
        return .tracemem(field, length: length.map { plan.field($0) })
    }
}
