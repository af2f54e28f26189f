import BPF
import DLanguage
import ProviderAPI

// Searching for text that is known at run time only, by a hash that rolls over the string.
//
// Places are kept in bounds by masks.
extension ClauseLowering {
    /// The hash of bytes b0...bn is the sum of b(i) * factor^(n - i), modulo 2^64.
    private static let hashFactor = Int64(bitPattern: 0x9e37_79b9_7f4a_7c15)

    /// The smallest power of two that strings fit.
    var stringRoom: Int { 1 << (Int.bitWidth - (stringSize - 1).leadingZeroBitCount) }

    /// A string in memory of `stringRoom` bytes, behind as many zeros.
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
        let wanted = ScratchCell(&self, .constant(0))
        let power = ScratchCell(&self, .constant(1))
        forEachPlace { me, index, exit in
            let byte = me.byte(of: needle, at: .register(index))
            me.jump(.equal, byte, .constant(0), .address, to: exit)
            me.roll(wanted, adding: byte)
            me.roll(power, adding: .constant(0))
        }
        let seen = ScratchCell(&self, .constant(0))
        forEachPlace { me, index, exit in
            let next = me.function.label()
            let byte = me.byte(of: source, at: .register(index))
            me.jump(.equal, byte, .constant(0), .address, to: exit)
            me.roll(seen, adding: byte)
            // What leaves the window is a zero until the window is full.
            let place = me.copy(.register(index))
            me.alu(.sub, place, .register(needle.length))
            let gone = me.copy(me.byte(of: source, at: .register(place)))
            me.alu(.mul, gone, power.load(&me))
            let hash = me.copy(seen.load(&me))
            me.alu(.sub, hash, .register(gone))
            seen.store(&me, .register(hash))
            me.jump(.notEqual, .register(hash), wanted.load(&me), .address, to: next)
            me.alu(.add, place, .constant(1))
            let signed = ScalarType(bytes: 8, isSigned: true)
            me.jump(last ? .greater : .less, .register(place), .register(start), signed, to: last ? exit : next)
            result.store(&me, .register(place))
            if !last { me.emit(.go(exit)) }
            me.function.bind(next)
        }
        function.bind(end)
        return result.load(&self)
    }

    private mutating func roll(_ hash: ScratchCell, adding byte: Value) {
        let value = copy(hash.load(&self))
        alu(.mul, value, .constant(Self.hashFactor))
        alu(.add, value, byte)
        hash.store(&self, .register(value))
    }

    mutating func increment(_ cell: ScratchCell, by delta: Int64 = 1) {
        let value = copy(cell.load(&self))
        alu(.add, value, .constant(delta))
        cell.store(&self, .register(value))
    }
}
