import BPF
import DLanguage

/// What fills a field of a record.
enum FieldSource {
    /// The expression's value, by its type.
    case value(TypedExpression)
    /// Bytes at the address the expression gives.
    case bytes(TypedExpression, DType.AddressSpace)
    /// A packet: u64 its length, u64 the bytes captured, then those, from the socket buffer at the address.
    case packet(TypedExpression)
    /// A number kept from an earlier run of the clause.
    case kept(ScratchCell)
}

/// The layout of one record, with what fills it: fields at offsets by their alignment.
struct RecordPlan {
    private(set) var size = RecordHeader.size
    private(set) var fields: [(RecordField, FieldSource)] = []
    private let layout: TypeLayout

    init(_ layout: TypeLayout) { self.layout = layout }

    /// Room for an expression's value.
    mutating func field(_ expression: TypedExpression) -> RecordField {
        if case .builtin(let variable) = expression.kind, RuntimeMap.probeNameOffsets[variable] != nil {
            return add(expression.type, size: 4, alignment: 4, .value(expression), probePart: variable)
        }
        let size = layout.isString(expression) ? layout.stringSize(of: expression) : layout.size(of: expression.type)
        return add(expression.type, size: size, alignment: layout.alignment(of: expression.type), .value(expression))
    }

    mutating func fields(_ expressions: [TypedExpression]) -> [RecordField] {
        var result: [RecordField] = []
        for expression in expressions { result.append(field(expression)) }
        return result
    }

    /// Room for the id of a speculation that an earlier run began.
    mutating func speculation(_ cell: ScratchCell) -> RecordField {
        add(.integer(.int), size: 4, alignment: 4, .kept(cell))
    }

    /// Room for bytes that a pointer leads to.
    mutating func bytes(_ pointer: TypedExpression, _ type: DType, size: Int, _ space: DType.AddressSpace)
        -> RecordField
    {
        add(type, size: size, alignment: 8, .bytes(pointer, space))
    }

    /// Room for the first bytes of a packet behind its two lengths.
    mutating func packet(_ buffer: TypedExpression, size bytes: Int) -> (
        bytes: RecordField, length: RecordField, captured: RecordField
    ) {
        let word = DType.integer(.unsignedLong)
        let byte = DType.integer(IntegerType("unsigned char", bytes: 1, isSigned: false))
        let whole = add(.array(byte, count: 16 + bytes), size: 16 + bytes, alignment: 8, .packet(buffer))
        return (
            RecordField(offset: whole.offset + 16, size: bytes, type: .array(byte, count: bytes)),
            RecordField(offset: whole.offset, size: 8, type: word),
            RecordField(offset: whole.offset + 8, size: 8, type: word)
        )
    }

    private mutating func add(
        _ type: DType, size bytes: Int, alignment: Int, _ source: FieldSource, probePart: BuiltinVariable? = nil
    ) -> RecordField {
        let offset = size.aligned(to: max(1, alignment))
        let field = RecordField(offset: offset, size: bytes, type: type, probePart: probePart)
        size = offset + bytes
        fields.append((field, source))
        return field
    }

    /// Ends the record at a multiple of 8 bytes.
    mutating func finish() { size = size.aligned(to: 8) }
}

extension TypeLayout {
    func isString(_ expression: TypedExpression) -> Bool { expression.type.resolved == .string }

    /// The most bytes a string expression can take with its zero byte.
    func stringSize(of expression: TypedExpression) -> Int {
        switch expression.kind {
        case .string(let bytes): min(bytes.count + 1, stringSize)
        case .builtin(.execname): min(ClauseLowering.commandSize, stringSize)
        case .builtin(let variable): min(RuntimeMap.probeNameOffsets[variable]?.size ?? stringSize, stringSize)
        default: stringSize
        }
    }
}
