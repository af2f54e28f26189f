import DLanguage

/// A scalar during lowering: known, or in a register, always extended to 64 bits by its type.
enum Value: Hashable {
    case constant(Int64)
    case register(VirtualRegister)

    var constant: Int64? {
        if case .constant(let value) = self { value } else { nil }
    }
}

/// A string during lowering.
enum StringValue {
    /// Bytes without the terminating zero.
    case literal([UInt8])
    /// Memory of at least the string size that the verifier lets the image read, with a zero byte in it.
    case memory(IRAddress)
    /// An address to read from, which may turn out bad.
    case remote(Value, DType.AddressSpace)
}

/// Where an lvalue lies.
enum Place {
    /// Memory that loads and stores reach.
    case memory(IRAddress)
    /// An address that only probe reads reach.
    case remote(Value, offset: Int, DType.AddressSpace)
    /// Bytes of the element with these keys; it may not exist.
    case element(DynamicVariable, [KeyPart], offset: Int)
    /// A place in a copy of such an element, for offsets known at run time only; stores write the copy back.
    case window(DynamicVariable, [KeyPart], copy: IRAddress, at: IRAddress)

    func advanced(by bytes: Int) -> Place {
        switch self {
        case .memory(let address): .memory(address.advanced(by: bytes))
        case .remote(let value, let offset, let space): .remote(value, offset: offset + bytes, space)
        case .element(let variable, let keys, let offset): .element(variable, keys, offset: offset + bytes)
        case .window(let variable, let keys, let copy, let address):
            .window(variable, keys, copy: copy, at: address.advanced(by: bytes))
        }
    }
}

/// A place with the bits of it that count.
struct LValue {
    var place: Place
    var type: DType
    /// The first bit and the number of bits of a bit-field, counted from the place.
    var bits: (offset: Int, width: Int)?
}

/// One evaluated element of a key tuple, with how it is stored.
enum KeyPart {
    case scalar(Value, bytes: Int)
    case string(StringValue, size: Int)
    case stack(DType.StackType, size: Int)
    case symbol(Value, isUser: Bool)
    case bytes(Place, size: Int)
    /// The name of the running task, in up to so many bytes.
    case command(size: Int)

    /// How many bytes of memory are written whatever the value is.
    var certainBytes: Int {
        switch self {
        case .scalar(_, let bytes): bytes
        case .stack(_, let size), .bytes(_, let size): size
        case .symbol: 16
        case .command(let size): min(ClauseLowering.commandSize, size)
        case .string: 0
        }
    }
}
