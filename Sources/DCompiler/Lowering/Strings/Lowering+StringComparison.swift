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
        let loop = WordLoop(&self, over: stringSize)
        let next = function.label()
        let differs = function.label()
        let end = function.label()
        let order = function.register()
        emit(.constant(order, 0))
        loop.begin(&self)
        let a = loop.load(&self, left)
        let b = loop.load(&self, right)
        let difference = copy(.register(a))
        alu(.xor, difference, .register(b))
        let zeros = zeroBytes(of: a)
        let lowestDifference = lowestBit(difference)
        let lowestZero = lowestBit(zeros)
        // Without a difference the word's lowest bit is none, which counts as past every zero byte.
        emit(.jump(.equal, difference, .immediate(0), next))
        emit(.jump(.equal, zeros, .immediate(0), differs))
        emit(.jump(.greater, lowestDifference, .register(lowestZero), end))
        function.bind(differs)
        emit(.byteSwap(.big, 64, a))
        emit(.byteSwap(.big, 64, b))
        emit(.constant(order, 1))
        emit(.jump(.greater, a, .register(b), end))
        emit(.constant(order, -1))
        emit(.go(end))
        function.bind(next)
        emit(.jump(.notEqual, zeros, .immediate(0), end))
        loop.end(&self)
        function.bind(end)
        return order
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

/// A loop over the words of buffers, which the verifier follows to its end.
struct WordLoop {
    private let index: VirtualRegister
    private let head: IRLabel
    private let limit: Int

    init(_ lowering: inout ClauseLowering, over bytes: Int) {
        index = lowering.function.register(.pinned)
        head = lowering.function.label()
        limit = bytes.aligned(to: 8)
        lowering.emit(.constant(index, 0))
    }

    func begin(_ lowering: inout ClauseLowering) { lowering.function.bind(head) }

    /// The word of a buffer at the loop's place.
    func load(_ lowering: inout ClauseLowering, _ buffer: IRAddress) -> VirtualRegister {
        let pointer = lowering.function.register(.pinned)
        let word = lowering.function.register()
        lowering.emit(.address(pointer, buffer))
        lowering.emit(.alu(.add, .w64, pointer, .register(index)))
        lowering.emit(.load(.double, word, IRAddress(.register(pointer))))
        return word
    }

    func end(_ lowering: inout ClauseLowering) {
        lowering.emit(.alu(.add, .w64, index, .immediate(8)))
        lowering.emit(.jump(.less, index, .immediate(Int32(limit)), head))
    }
}
