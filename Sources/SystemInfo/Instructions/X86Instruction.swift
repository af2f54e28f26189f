/// How many bytes an x86-64 instruction takes, from its opcode maps (Intel SDM volume 2, appendix A): what is needed to
/// walk from a function's start to an offset, not to understand the instructions.
public struct X86Instruction {
    private let bytes: ArraySlice<UInt8>
    private var position: Int
    /// Whether a 66 prefix makes 4-byte immediates 2 bytes long.
    private var isHalf = false
    private var hasShortAddress = false
    /// REX.W: 8-byte operands.
    private var isWide = false

    /// The length of the instruction that begins with the first byte, or nil for bytes that are none.
    public static func length(of bytes: ArraySlice<UInt8>) -> Int? {
        var decoder = X86Instruction(bytes: bytes, position: bytes.startIndex)
        guard decoder.instruction() else { return nil }
        let length = decoder.position - bytes.startIndex
        return length <= 15 && decoder.position <= bytes.endIndex ? length : nil
    }

    private init(bytes: ArraySlice<UInt8>, position: Int) {
        self.bytes = bytes
        self.position = position
    }

    private mutating func next() -> UInt8? {
        guard position < bytes.endIndex else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func instruction() -> Bool {
        while let byte = next() {
            switch byte {
            case 0x66: isHalf = true
            case 0x67: hasShortAddress = true
            case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0xf0, 0xf2, 0xf3: break
            case 0x40...0x4f:
                isWide = byte & 8 != 0
                guard let opcode = next() else { return false }
                return oneByteMap(opcode)
            default: return oneByteMap(byte)
            }
        }
        return false
    }

    private mutating func oneByteMap(_ opcode: UInt8) -> Bool {
        switch opcode {
        case 0x0f: return twoByteMap()
        case 0x00...0x3f: return arithmetic(opcode)
        case 0x62: return vector(payload: 3)
        case 0xc4: return vector(payload: 2)
        case 0xc5: return vector(payload: 1)
        case 0x8f where position < bytes.endIndex && bytes[position] & 0x38 != 0: return vector(payload: 2)
        case 0x50...0x5f, 0x6c...0x6f, 0x90...0x99, 0x9b...0x9f, 0xa4...0xa7, 0xaa...0xaf: return true
        case 0xc3, 0xc9, 0xcb, 0xcc, 0xcf, 0xd7, 0xec...0xef, 0xf1, 0xf4, 0xf5, 0xf8...0xfd: return true
        case 0x63, 0x84...0x8f, 0xd0...0xd3, 0xd8...0xdf, 0xfe, 0xff: return operand()
        case 0x68, 0xa9: return skip(immediate)
        case 0x6a, 0x70...0x7f, 0xa8, 0xb0...0xb7, 0xcd, 0xe0...0xe7, 0xeb: return skip(1)
        case 0x69, 0x81, 0xc7: return operand() && skip(immediate)
        case 0x6b, 0x80, 0x83, 0xc0, 0xc1, 0xc6: return operand() && skip(1)
        case 0xa0...0xa3: return skip(hasShortAddress ? 4 : 8)
        case 0xb8...0xbf: return skip(isWide ? 8 : immediate)
        case 0xc2, 0xca: return skip(2)
        case 0xc8: return skip(3)
        case 0xe8, 0xe9: return skip(4)
        case 0xf6, 0xf7: return test(opcode)
        default: return false
        }
    }

    /// `add`, `or`, ... `cmp`: the low bits tell the form.
    private mutating func arithmetic(_ opcode: UInt8) -> Bool {
        switch opcode & 7 {
        case 0...3: operand()
        case 4: skip(1)
        case 5: skip(immediate)
        default: false
        }
    }

    /// Only the first two forms of this group have an immediate.
    private mutating func test(_ opcode: UInt8) -> Bool {
        guard position < bytes.endIndex else { return false }
        let hasImmediate = bytes[position] & 0x30 == 0
        return operand() && skip(hasImmediate ? (opcode == 0xf6 ? 1 : immediate) : 0)
    }

    private mutating func twoByteMap() -> Bool {
        guard let opcode = next() else { return false }
        switch opcode {
        case 0x05...0x09, 0x0b, 0x0e, 0x30...0x35, 0x37, 0x77, 0xa0...0xa2, 0xa8...0xaa, 0xc8...0xcf: return true
        case 0x38: return next() != nil && operand()
        case 0x3a: return next() != nil && operand() && skip(1)
        case 0x80...0x8f: return skip(4)
        case 0x0f, 0x70...0x73, 0xa4, 0xac, 0xba, 0xc2, 0xc4...0xc6: return operand() && skip(1)
        case 0x04, 0x0a, 0x0c, 0x24...0x27, 0x36, 0x39, 0x3b...0x3f: return false
        default: return operand()
        }
    }

    /// VEX, EVEX and XOP: the prefix names the opcode map.
    private mutating func vector(payload: Int) -> Bool {
        guard let first = next(), skip(payload - 1), let opcode = next() else { return false }
        let map = payload == 1 ? 1 : payload == 2 ? first & 0x1f : first & 7
        switch map {
        case 1:
            if opcode == 0x77 { return true }
            return operand() && skip([0x70, 0x71, 0x72, 0x73, 0xc2, 0xc4, 0xc5, 0xc6].contains(opcode) ? 1 : 0)
        case 2, 5, 6, 9: return operand()
        case 3, 8: return operand() && skip(1)
        case 10: return operand() && skip(4)
        default: return false
        }
    }

    /// The ModRM byte, and the SIB byte and displacement that it asks for.
    private mutating func operand() -> Bool {
        guard let form = next() else { return false }
        let mode = form >> 6
        if mode == 3 { return true }
        var base = form & 7
        if base == 4 {
            guard let scaled = next() else { return false }
            base = scaled & 7
        }
        switch mode {
        case 0: return skip(base == 5 ? 4 : 0)
        case 1: return skip(1)
        default: return skip(4)
        }
    }

    private var immediate: Int { isHalf && !isWide ? 2 : 4 }

    private mutating func skip(_ count: Int) -> Bool {
        position += count
        return true
    }
}
