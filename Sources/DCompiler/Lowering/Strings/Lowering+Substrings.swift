import BPF
import DLanguage
import ProviderAPI

/// A string copied to memory of its own, with its length.
struct MeasuredString {
    var memory: IRAddress
    /// Without the zero byte.
    var length: VirtualRegister
}

// Parts of strings.
extension ClauseLowering {
    /// A copy of the string followed by `margin` bytes of room, and its length.
    mutating func measure(_ value: StringValue, margin: Int = 8) throws(CompileError) -> MeasuredString {
        let buffer = scratch(stringSize + margin)
        let length: VirtualRegister
        switch value {
        case .literal(let bytes):
            try copy(value, to: buffer, size: stringSize)
            length = copy(.constant(Int64(min(bytes.count, stringSize - 1) + 1)))
        case .memory(let address): length = copyString(from: address, to: buffer, size: stringSize)
        case .remote(let source, let space):
            length = readString(from: source, space, to: buffer, size: stringSize)
            check(.register(length), .signedGreater, .constant(0), else: .badAddress, value: source)
        }
        alu(.sub, length, .constant(1))
        return MeasuredString(memory: buffer, length: length)
    }

    /// The bytes of a string from `start` on, at most `count` of them; both are 0 or more and `start` is at most the
    /// length.
    mutating func slice(_ source: IRAddress, from start: Value, count: Value) -> StringValue {
        let target = scratch(stringSize)
        let address = binary(.add, number(source), start, .address)
        let size = copy(count, .pinned)
        let fits = function.label()
        // With the zero byte; the copy ends at the source's own zero byte anyway.
        alu(.add, size, .constant(1))
        emit(.jump(.lessOrEqual, size, .immediate(Int32(stringSize)), fits))
        emit(.constant(size, Int64(stringSize)))
        function.bind(fits)
        emit(.store(.byte, target, .immediate(0)))
        let from = register(address)
        emit(.call(.probeReadKernelStr, [.address(target), .register(size), .register(from)], result: nil))
        return .memory(target)
    }

    /// `substr(s, start[, count])`: a negative start counts from the end, a negative count leaves as many bytes off
    /// there; what lies outside the string is left out.
    mutating func substring(_ arguments: [TypedExpression]) throws(CompileError) -> StringValue {
        let source = try measure(string(argument(arguments, 0, .substr)))
        let start = copy(try lower(argument(arguments, 1, .substr)))
        let count = copy(arguments.count > 2 ? try lower(arguments[2]) : .constant(Int64(stringSize)))
        let signed = ScalarType(bytes: 8, isSigned: true)
        let empty = function.label()
        let inside = function.label()
        let countIsFinal = function.label()
        let end = function.label()
        jump(.greaterOrEqual, .register(start), .constant(0), signed, to: inside)
        alu(.add, start, .register(source.length))
        jump(.greaterOrEqual, .register(start), .constant(0), signed, to: inside)
        // It begins before the string: what reaches into it counts from the string's start.
        let reach = copy(.register(start))
        alu(.add, reach, .register(count))
        jump(.lessOrEqual, .register(reach), .constant(0), signed, to: empty)
        move(count, .register(reach))
        emit(.constant(start, 0))
        function.bind(inside)
        jump(.greaterOrEqual, .register(start), .register(source.length), signed, to: empty)
        jump(.greaterOrEqual, .register(count), .constant(0), signed, to: countIsFinal)
        alu(.add, count, .register(source.length))
        alu(.sub, count, .register(start))
        jump(.greater, .register(count), .constant(0), signed, to: countIsFinal)
        function.bind(empty)
        emit(.constant(start, 0))
        emit(.constant(count, 0))
        function.bind(countIsFinal)
        // More than the string size is cut there.
        jump(.lessOrEqual, .register(count), .constant(Int64(stringSize)), signed, to: end)
        emit(.constant(count, Int64(stringSize)))
        function.bind(end)
        return slice(source.memory, from: .register(start), count: .register(count))
    }

    /// `strchr`, `strrchr`: the string from the first or last such byte on; empty when there is none.
    mutating func stringFrom(_ arguments: [TypedExpression], _ subroutine: Subroutine) throws(CompileError)
        -> StringValue
    {
        let source = try measure(string(argument(arguments, 0, subroutine)))
        let byte = convert(
            try lower(argument(arguments, 1, subroutine)), from: .address, to: ScalarType(bytes: 1, isSigned: false))
        let position = ScratchCell(&self, .register(source.length))
        let wanted = register(byte)
        try forEachByte(of: source.memory) { me, loop, current in
            let differs = me.function.label()
            me.emit(.jump(.notEqual, current, .register(wanted), differs))
            position.store(&me, .register(loop.index))
            if subroutine == .strchr { me.emit(.go(loop.exit)) }
            me.function.bind(differs)
        }
        return slice(source.memory, from: position.load(&self), count: .constant(Int64(stringSize)))
    }

    /// `strstr`: the string from the first occurrence on; empty when there is none.
    mutating func stringFromOccurrence(_ arguments: [TypedExpression]) throws(CompileError) -> StringValue {
        let (source, position) = try search(arguments, .strstr) { _ in .constant(0) }
        let found = function.label()
        let start = copy(position)
        emit(.jump(.signedGreaterOrEqual, start, .immediate(0), found))
        move(start, .register(source.length))
        function.bind(found)
        return slice(source.memory, from: .register(start), count: .constant(Int64(stringSize)))
    }

    /// `index(s, t[, start])`, `rindex(s, t[, start])`: the place of the first occurrence not before the start, or of the
    /// last not behind it; -1 when there is none.
    mutating func occurrence(_ arguments: [TypedExpression], _ subroutine: Subroutine) throws(CompileError) -> Value {
        let size = Int64(stringSize)
        return try search(arguments, subroutine) { (me) throws(CompileError) in
            if arguments.count > 2 { return try me.lower(arguments[2]) }
            return .constant(subroutine == .rindex ? size : 0)
        }.position
    }

    /// Evaluates the two strings and the start, then searches.
    private mutating func search(
        _ arguments: [TypedExpression], _ subroutine: Subroutine,
        from start: (inout ClauseLowering) throws(CompileError) -> Value
    ) throws(CompileError) -> (source: MeasuredString, position: Value) {
        let last = subroutine == .rindex
        let text = try argument(arguments, 1, subroutine)
        guard case .string(let bytes) = text.kind else {
            guard context.options.hasLoopHelper() else {
                throw failure(
                    "\(subroutine.rawValue)() needs a constant as its second argument, or the kernel's bpf_loop, which "
                        + "Linux has since version 5.17.")
            }
            let source = try padded(string(argument(arguments, 0, subroutine)))
            let needle = try padded(string(text))
            let first = copy(try start(&self))
            let measured = MeasuredString(memory: source.memory.advanced(by: stringRoom), length: source.length)
            return (measured, find(needle, in: source, from: first, last: last))
        }
        let needle = Array(bytes.prefix(stringSize - 1))
        let source = try measure(string(argument(arguments, 0, subroutine)), margin: needle.count + 8)
        return (source, try find(needle, in: source, from: try start(&self), last: last))
    }

    private mutating func find(_ needle: [UInt8], in source: MeasuredString, from start: Value, last: Bool)
        throws(CompileError) -> Value
    {
        // The empty text is everywhere.
        guard !needle.isEmpty else { return clamped(start, to: source.length) }
        let result = ScratchCell(&self, .constant(-1))
        let constant = constants.offset(of: needle)
        let signed = ScalarType(bytes: 8, isSigned: true)
        let limit = register(start)
        try forEachByte(of: source.memory) { me, loop, _ in
            let next = me.function.label()
            me.jump(last ? .greater : .less, .register(loop.index), .register(limit), signed, to: next)
            let here = me.function.register(.pinned)
            me.emit(.address(here, source.memory))
            me.alu(.add, here, .register(loop.index))
            let order = me.callHelper(
                .strncmp,
                [.register(here), .immediate(Int64(needle.count)), .mapValue(ConstantTable.stringsMap, constant)])
            me.normalize(order, to: .int)
            me.emit(.jump(.notEqual, order, .immediate(0), next))
            result.store(&me, .register(loop.index))
            if !last { me.emit(.go(loop.exit)) }
            me.function.bind(next)
        }
        return result.load(&self)
    }

    /// The number brought between 0 and the length.
    mutating func clamped(_ value: Value, to length: VirtualRegister) -> Value {
        let result = copy(value)
        let positive = function.label()
        let fits = function.label()
        emit(.jump(.signedGreaterOrEqual, result, .immediate(0), positive))
        emit(.constant(result, 0))
        function.bind(positive)
        emit(.jump(.signedLessOrEqual, result, .register(length), fits))
        move(result, .register(length))
        function.bind(fits)
        return .register(result)
    }
}
