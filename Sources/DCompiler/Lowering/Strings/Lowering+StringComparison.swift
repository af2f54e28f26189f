import BPF
import DLanguage

// Comparing strings, byte for byte as unsigned numbers.
extension ClauseLowering {
    /// Jumps when the comparison of the two strings holds.
    mutating func compareStrings(
        _ operation: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, to label: IRLabel
    ) throws(CompileError) {
        let first = try string(left)
        let second = try string(right)
        switch (first, second) {
        case (.literal(let a), .literal(let b)):
            let order: Int64 = a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
            jump(operation, .constant(order), .constant(0), .int, to: label)
        case (_, .literal(let bytes)):
            let order = compare(try materialize(first), with: bytes)
            jump(operation, .register(order), .constant(0), .int, to: label)
        case (.literal(let bytes), _):
            let order = compare(try materialize(second), with: bytes)
            jump(Folding.swapped(operation), .register(order), .constant(0), .int, to: label)
        default:
            let order = compare(try materialize(first), try materialize(second))
            jump(operation, .register(order), .constant(0), .int, to: label)
        }
    }

    /// The order of a string and a constant: negative, zero or positive.
    private mutating func compare(_ address: IRAddress, with constant: [UInt8]) -> VirtualRegister {
        let offset = constants.offset(of: constant)
        let result = callHelper(
            .strncmp,
            [.address(address), .immediate(Int64(stringSize)), .mapValue(ConstantTable.stringsMap, offset)])
        // The helper returns an int; only its lower half counts.
        normalize(result, to: .int)
        return result
    }

    /// The order of two strings in memory, compared in words of 8 bytes.
    ///
    /// A word's first zero byte ends the strings if no difference comes before it. In a little-endian word the lowest
    /// set bit of `difference` and of `zeros` tell which comes first.
    private mutating func compare(_ left: IRAddress, _ right: IRAddress) -> VirtualRegister {
        let order = function.register()
        emit(.constant(order, 0))
        loop(stringSize.aligned(to: 8) / 8) { me, round, end in
            let next = me.function.label()
            let differs = me.function.label()
            let a = me.word(of: left, round)
            let b = me.word(of: right, round)
            let difference = me.copy(.register(a))
            me.alu(.xor, difference, .register(b))
            let zeros = me.zeroBytes(of: a)
            let lowestDifference = me.lowestBit(difference)
            let lowestZero = me.lowestBit(zeros)
            // Without a difference the word's lowest bit is none, which counts as past every zero byte.
            me.emit(.jump(.equal, difference, .immediate(0), next))
            me.emit(.jump(.equal, zeros, .immediate(0), differs))
            me.emit(.jump(.greater, lowestDifference, .register(lowestZero), end))
            me.function.bind(differs)
            me.emit(.byteSwap(.big, 64, a))
            me.emit(.byteSwap(.big, 64, b))
            me.emit(.constant(order, 1))
            me.emit(.jump(.greater, a, .register(b), end))
            me.emit(.constant(order, -1))
            me.emit(.go(end))
            me.function.bind(next)
            me.emit(.jump(.notEqual, zeros, .immediate(0), end))
        }
        return order
    }

    /// A word of a buffer by its number.
    private mutating func word(of buffer: IRAddress, _ number: VirtualRegister) -> VirtualRegister {
        let offset = copy(.register(number), .pinned)
        alu(.lsh, offset, .constant(3))
        let pointer = function.register(.pinned)
        emit(.address(pointer, buffer))
        alu(.add, pointer, .register(offset))
        let word = function.register()
        emit(.load(.double, word, IRAddress(.register(pointer))))
        return word
    }

    /// A word with the top bit of its first zero byte as its lowest set bit; 0 when it has no zero byte.
    mutating func zeroBytes(of word: VirtualRegister) -> VirtualRegister {
        let result = copy(.register(word))
        alu(.add, result, .constant(-0x0101_0101_0101_0101))
        let inverted = copy(.register(word))
        alu(.xor, inverted, .constant(-1))
        alu(.and, result, .register(inverted))
        alu(.and, result, .constant(Int64(bitPattern: 0x8080_8080_8080_8080)))
        return result
    }

    private mutating func lowestBit(_ word: VirtualRegister) -> VirtualRegister {
        let result = copy(.register(word))
        emit(.negate(result))
        alu(.and, result, .register(word))
        return result
    }
}
