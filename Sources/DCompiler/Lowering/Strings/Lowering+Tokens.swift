import BPF
import DLanguage
import ProviderAPI

// strtok(): what is left of the string is kept for the rest of the firing.
extension ClauseLowering {
    /// Bytes that `strtok` keeps: a u64, 1 more than the place to go on from or 0 for no string, then the string.
    static func tokenStateSize(stringSize: Int) -> Int { 8 + stringSize.aligned(to: 8) + 8 }

    /// `strtok(s, separators)`: the next part of the string that has none of the separators in it; the empty string
    /// when there is none. Without a string it goes on where the last call ended.
    mutating func token(_ arguments: [TypedExpression]) throws(CompileError) -> StringValue {
        let text = try argument(arguments, 0, .strtok)
        let state = IRAddress(.probeContext, context.variables.tokenState)
        let memory = state.advanced(by: 8)
        if text.kind != .integer(0) {
            try copy(try string(text), to: memory, size: stringSize)
            emit(.store(.double, state, .immediate(1)))
        }
        let separators = try byteSet(string(argument(arguments, 1, .strtok)))
        let source = try padded(.memory(memory))
        let target = scratch(stringSize)
        let (none, done) = (function.label(), function.label())
        let from = copy(load(state, .address))
        emit(.jump(.equal, from, .immediate(0), none))
        alu(.sub, from, .constant(1))
        let start = copy(skip(separators, while: true, in: source, from: from).load(&self))
        // At the string's end there is nothing left.
        emit(.jump(.greaterOrEqual, start, .register(source.length), none))
        // The zero byte ends tokens as separators do.
        emit(.store(.byte, separators, .immediate(1)))
        let end = copy(skip(separators, while: false, in: source, from: start).load(&self))
        let next = copy(.register(end))
        alu(.add, next, .constant(2))
        emit(.store(.double, state, .register(next)))
        alu(.sub, end, .register(start))
        try copy(slice(memory, from: .register(start), count: .register(end)), to: target, size: stringSize)
        emit(.go(done))
        function.bind(none)
        emit(.store(.double, state, .immediate(0)))
        emit(.store(.byte, target, .immediate(0)))
        function.bind(done)
        return .memory(target)
    }

    /// The first place from which on a byte is not (or is) in the set.
    private mutating func skip(
        _ set: IRAddress, while isMember: Bool, in source: PaddedString, from start: VirtualRegister
    ) -> ScratchCell {
        let place = ScratchCell(&self, .register(start))
        forEachPlace { me, _, exit in
            let byte = me.register(me.byte(of: source, at: place.load(&me)))
            let entry = me.function.register(.pinned)
            me.emit(.address(entry, set))
            me.alu(.add, entry, .register(byte))
            let member = me.load(IRAddress(.register(entry)), ScalarType(bytes: 1, isSigned: false))
            me.jump(isMember ? .equal : .notEqual, member, .constant(0), .address, to: exit)
            me.increment(place)
        }
        return place
    }

    /// 256 bytes: 1 for each byte that is in the string.
    private mutating func byteSet(_ members: StringValue) throws(CompileError) -> IRAddress {
        let set = scratch(256)
        zero(set, 256)
        if case .literal(let bytes) = members {
            for byte in Set(bytes).sorted() { emit(.store(.byte, set.advanced(by: Int(byte)), .immediate(1))) }
            return set
        }
        try forEachByte(of: materialize(members)) { me, _, byte in
            let entry = me.function.register(.pinned)
            me.emit(.address(entry, set))
            me.alu(.add, entry, .register(byte))
            me.emit(.store(.byte, IRAddress(.register(entry)), .immediate(1)))
        }
        return set
    }
}
