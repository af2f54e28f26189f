import BPF
import DLanguage
import ProviderAPI

// Searching for text that is known at run time only. Places are kept in bounds by masks.
extension ClauseLowering {
    /// The smallest power of two that strings fit without their zero byte.
    var stringRoom: Int { 1 << (Int.bitWidth - max(0, stringSize - 2).leadingZeroBitCount) }

    /// A string in memory of `stringRoom` bytes and one, behind as many zeros as its room.
    struct PaddedString {
        let memory: IRAddress
        /// Without the zero byte.
        let length: VirtualRegister
    }

    /// A copy of the string with zeros before and behind it.
    mutating func padded(_ value: StringValue) throws(CompileError) -> PaddedString {
        let buffer = scratch(2 * stringRoom + 8)
        zero(buffer, (2 * stringRoom).aligned(to: 8))
        let memory = buffer.advanced(by: stringRoom)
        let length: VirtualRegister
        switch value {
        case .literal(let bytes):
            try copy(value, to: memory, size: stringSize)
            length = copy(.constant(Int64(min(bytes.count, stringSize - 1) + 1)))
        case .memory(let address): length = copyString(from: address, to: memory, size: stringSize)
        case .remote(let source, let space):
            length = readString(from: source, space, to: memory, size: stringSize)
            check(.register(length), .signedGreater, .constant(0), else: .badAddress, value: source)
        }
        alu(.sub, length, .constant(1))
        return PaddedString(memory: buffer, length: length)
    }

    /// The byte at a place of a padded string; negative places down to the room are zeros.
    mutating func byte(of text: PaddedString, at place: Value) -> Value {
        let index = copy(place, .pinned)
        alu(.add, index, .constant(Int64(stringRoom)))
        alu(.and, index, .constant(Int64(2 * stringRoom - 1)))
        let pointer = function.register(.pinned)
        emit(.address(pointer, text.memory))
        alu(.add, pointer, .register(index))
        return load(IRAddress(.register(pointer)), ScalarType(bytes: 1, isSigned: false))
    }

    /// Calls `body` once for each place a string can have, in a register; it leaves by jumping to the label.
    mutating func forEachPlace(_ body: (inout ClauseLowering, VirtualRegister, IRLabel) -> Void) {
        loop(stringSize) { me, index, exit in body(&me, index, exit) }
    }

    /// The place of the first occurrence not before `start`, or of the last not behind it; -1 when there is none.
    mutating func find(
        _ needle: PaddedString, in source: PaddedString, from start: VirtualRegister, last: Bool
    ) -> Value {
        let result = ScratchCell(&self, .constant(-1))
        let (search, end) = (function.label(), function.label())
        emit(.jump(.notEqual, needle.length, .immediate(0), search))
        result.store(&self, clamped(.register(start), to: source.length))
        emit(.go(end))
        function.bind(search)
        let first = copy(byte(of: needle, at: .constant(0)))
        let signed = ScalarType(bytes: 8, isSigned: true)
        forEachPlace { me, index, exit in
            let next = me.function.label()
            let byte = me.byte(of: source, at: .register(index))
            me.jump(.equal, byte, .constant(0), .address, to: exit)
            me.jump(last ? .greater : .less, .register(index), .register(start), signed, to: last ? exit : next)
            me.jump(.notEqual, byte, .register(first), .address, to: next)
            me.compare(needle, with: source, at: index, otherwise: next)
            result.store(&me, .register(index))
            if !last { me.emit(.go(exit)) }
            me.function.bind(next)
        }
        function.bind(end)
        return result.load(&self)
    }

    /// Goes on when the needle lies at a place of the source.
    private mutating func compare(
        _ needle: PaddedString, with source: PaddedString, at start: VirtualRegister, otherwise differs: IRLabel
    ) {
        forEachPlace { me, index, exit in
            let wanted = me.byte(of: needle, at: .register(index))
            me.jump(.equal, wanted, .constant(0), .address, to: exit)
            let place = me.binary(.add, .register(index), .register(start), .address)
            me.jump(.notEqual, me.byte(of: source, at: place), wanted, .address, to: differs)
        }
    }

    mutating func increment(_ cell: ScratchCell, by delta: Int64 = 1) {
        let value = copy(cell.load(&self))
        alu(.add, value, .constant(delta))
        cell.store(&self, .register(value))
    }
}
