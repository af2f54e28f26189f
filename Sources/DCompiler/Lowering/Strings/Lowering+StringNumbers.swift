import BPF
import DLanguage
import ProviderAPI

// strtoll(): the number a string begins with.
extension ClauseLowering {
    /// For each byte, the digit it is; 255 for none.
    private static let digits: [UInt8] = (0...255).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(byte) - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt8(byte) - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt8(byte) - UInt8(ascii: "A") + 10
        default: 255
        }
    }
    /// For each byte, 1 if it is a blank.
    private static let blanks: [UInt8] = (0...255).map { [9, 10, 11, 12, 13, 32].contains($0) ? 1 : 0 }

    /// `strtoll(s[, base])`: blanks, a sign, digits; `0x` is passed over in base 16. What follows does not count.
    mutating func stringNumber(_ arguments: [TypedExpression]) throws(CompileError) -> Value {
        let source = try padded(string(argument(arguments, 0, .strtoll)))
        let base = copy(arguments.count > 1 ? try lower(arguments[1]) : .constant(10))
        let baseFits = copy(.register(base))
        alu(.sub, baseFits, .constant(2))
        check(.register(baseFits), .less, .constant(35), else: .illegalOperation)
        let place = ScratchCell(&self, .constant(0))
        forEachPlace { me, _, exit in
            let byte = me.byte(of: source, at: place.load(&me))
            me.jump(.equal, me.entry(of: Self.blanks, at: byte), .constant(0), .address, to: exit)
            me.increment(place)
        }
        let isNegative = takeSign(source, place)
        takePrefix(source, place, base)
        let value = ScratchCell(&self, .constant(0))
        forEachPlace { me, _, exit in
            let digit = me.entry(of: Self.digits, at: me.byte(of: source, at: place.load(&me)))
            me.jump(.greaterOrEqual, digit, .register(base), .address, to: exit)
            let sum = me.copy(value.load(&me))
            me.alu(.mul, sum, .register(base))
            me.alu(.add, sum, digit)
            value.store(&me, .register(sum))
            me.increment(place)
        }
        let result = copy(value.load(&self))
        let positive = function.label()
        jump(.equal, isNegative.load(&self), .constant(0), .address, to: positive)
        emit(.negate(result))
        function.bind(positive)
        return .register(result)
    }

    /// The entry of a table of 256 bytes.
    private mutating func entry(of table: [UInt8], at byte: Value) -> Value {
        let offset = constants.offset(of: table)
        let index = copy(byte, .pinned)
        alu(.and, index, .constant(255))
        let pointer = function.register(.pinned)
        emit(.mapValue(pointer, ConstantTable.stringsMap, offset))
        alu(.add, pointer, .register(index))
        return load(IRAddress(.register(pointer)), ScalarType(bytes: 1, isSigned: false))
    }

    private mutating func takeSign(_ source: PaddedString, _ place: ScratchCell) -> ScratchCell {
        let isNegative = ScratchCell(&self, .constant(0))
        let (signed, none) = (function.label(), function.label())
        let byte = register(self.byte(of: source, at: place.load(&self)))
        emit(.jump(.equal, byte, .immediate(Int32(UInt8(ascii: "+"))), signed))
        emit(.jump(.notEqual, byte, .immediate(Int32(UInt8(ascii: "-"))), none))
        isNegative.store(&self, .constant(1))
        function.bind(signed)
        increment(place)
        function.bind(none)
        return isNegative
    }

    private mutating func takePrefix(_ source: PaddedString, _ place: ScratchCell, _ base: VirtualRegister) {
        let none = function.label()
        emit(.jump(.notEqual, base, .immediate(16), none))
        let first = byte(of: source, at: place.load(&self))
        jump(.notEqual, first, .constant(Int64(UInt8(ascii: "0"))), .address, to: none)
        let second = byte(of: source, at: binary(.add, place.load(&self), .constant(1), .address))
        let letter = binary(.or, second, .constant(0x20), .address)
        jump(.notEqual, letter, .constant(Int64(UInt8(ascii: "x"))), .address, to: none)
        increment(place, by: 2)
        function.bind(none)
    }
}
