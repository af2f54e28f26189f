import BPF
import DLanguage
import ProviderAPI

// Strings made of numbers, and changed byte by byte.
extension ClauseLowering {
    /// Digits of a 64-bit number in base 2, a sign or prefix of two bytes, the zero byte.
    private static let digitRoom = 72

    /// `lltostr(value[, base])`: base 16 is marked by `0x` and base 8 by `0`; negative numbers have a sign in base 10.
    mutating func numberString(_ arguments: [TypedExpression]) throws(CompileError) -> StringValue {
        let operand = try argument(arguments, 0, .lltostr)
        let value = convert(try lower(operand), from: layout.scalar(operand.type), to: .address)
        let base = copy(arguments.count > 1 ? try lower(arguments[1]) : .constant(10))
        let baseFits = copy(.register(base))
        alu(.sub, baseFits, .constant(2))
        check(.register(baseFits), .less, .constant(35), else: .illegalOperation)
        let digits = scratch(Self.digitRoom)
        zero(digits, Self.digitRoom)
        let isNegative = ScratchCell(&self, .constant(0))
        let rest = copy(value)
        takeSign(of: rest, base, isNegative)
        let position = ScratchCell(&self, .constant(Int64(Self.digitRoom - 1)))
        writeDigits(rest, base, to: digits, position)
        writePrefix(value, base, to: digits, position, isNegative)
        return slice(digits, from: position.load(&self), count: .constant(Int64(Self.digitRoom)))
    }

    private mutating func takeSign(of rest: VirtualRegister, _ base: VirtualRegister, _ isNegative: ScratchCell) {
        let positive = function.label()
        emit(.jump(.notEqual, base, .immediate(10), positive))
        emit(.jump(.signedGreaterOrEqual, rest, .immediate(0), positive))
        emit(.negate(rest))
        isNegative.store(&self, .constant(1))
        function.bind(positive)
    }

    /// The lowest digit first, from the end of the room backwards.
    private mutating func writeDigits(
        _ rest: VirtualRegister, _ base: VirtualRegister, to digits: IRAddress, _ position: ScratchCell
    ) {
        loop(Self.digitRoom - 4) { me, round, exit in
            let digit = me.copy(.register(rest))
            me.alu(.mod, digit, .register(base))
            me.alu(.div, rest, .register(base))
            let isDecimal = me.function.label()
            me.emit(.jump(.lessOrEqual, digit, .immediate(9), isDecimal))
            me.alu(.add, digit, .constant(Int64(UInt8(ascii: "a")) - Int64(UInt8(ascii: "0")) - 10))
            me.function.bind(isDecimal)
            me.alu(.add, digit, .constant(Int64(UInt8(ascii: "0"))))
            let index = me.copy(.constant(Int64(Self.digitRoom - 2)), .pinned)
            me.alu(.sub, index, .register(round))
            let pointer = me.function.register(.pinned)
            me.emit(.address(pointer, digits))
            me.alu(.add, pointer, .register(index))
            me.emit(.store(.byte, IRAddress(.register(pointer)), .register(digit)))
            position.store(&me, .register(index))
            me.emit(.jump(.equal, rest, .immediate(0), exit))
        }
    }

    private mutating func writePrefix(
        _ value: Value, _ base: VirtualRegister, to digits: IRAddress, _ position: ScratchCell,
        _ isNegative: ScratchCell
    ) {
        let end = function.label()
        let notHexadecimal = function.label()
        let notOctal = function.label()
        emit(.jump(.notEqual, base, .immediate(16), notHexadecimal))
        prepend(UInt8(ascii: "x"), to: digits, position)
        prepend(UInt8(ascii: "0"), to: digits, position)
        emit(.go(end))
        function.bind(notHexadecimal)
        emit(.jump(.notEqual, base, .immediate(8), notOctal))
        jump(.equal, value, .constant(0), .address, to: end)
        prepend(UInt8(ascii: "0"), to: digits, position)
        emit(.go(end))
        function.bind(notOctal)
        jump(.equal, isNegative.load(&self), .constant(0), .address, to: end)
        prepend(UInt8(ascii: "-"), to: digits, position)
        function.bind(end)
    }

    private mutating func prepend(_ byte: UInt8, to digits: IRAddress, _ position: ScratchCell) {
        let place = copy(position.load(&self))
        alu(.sub, place, .constant(1))
        position.store(&self, .register(place))
        let pointer = pointer(into: digits, at: .register(place), below: Self.digitRoom)
        emit(.store(.byte, IRAddress(.register(pointer)), .immediate(Int32(byte))))
    }

    /// `toupper`, `tolower`: ASCII letters only.
    mutating func changeCase(_ arguments: [TypedExpression], _ subroutine: Subroutine) throws(CompileError)
        -> StringValue
    {
        let source = try measure(string(argument(arguments, 0, subroutine)))
        let first = UInt8(ascii: subroutine == .toupper ? "a" : "A")
        try forEachByte(of: source.memory) { me, loop, byte in
            // Bit 5 is flipped when the byte lies among the 26 letters: then the difference to them is negative.
            let flip = me.copy(.register(byte))
            me.alu(.sub, flip, .constant(Int64(first)))
            me.normalize(flip, to: ScalarType(bytes: 1, isSigned: false))
            me.alu(.sub, flip, .constant(26))
            me.alu(.rsh, flip, .constant(63))
            me.alu(.lsh, flip, .constant(5))
            me.alu(.xor, flip, .register(byte))
            let pointer = me.function.register(.pinned)
            me.emit(.address(pointer, source.memory))
            me.alu(.add, pointer, .register(loop.index))
            me.emit(.store(.byte, IRAddress(.register(pointer)), .register(flip)))
        }
        return .memory(source.memory)
    }
}
