import DLanguage

/// Sizes of D types in memory, records and keys.
struct TypeLayout {
    let types: TypeTable
    let stringSize: Int

    /// The size in bytes; strings are as long as the string size says.
    func size(of type: DType) -> Int {
        switch type {
        case .void, .function: 0
        case .integer(let integer): integer.bytes
        case .float(let bytes): bytes
        case .string: stringSize
        case .pointer: 8
        case .array(let element, let count): size(of: element) * count
        case .aggregate(let id): types[id].bytes
        case .enumeration(let id): types[id].bytes
        case .alias(_, let underlying): size(of: underlying)
        // A process id, then program counters or one address.
        case .stack(let stack): 8 + stack.frames * 8
        case .symbol: 16
        }
    }

    func alignment(of type: DType) -> Int {
        switch type {
        case .string, .void, .function: 1
        case .array(let element, _): alignment(of: element)
        case .aggregate(let id): max(1, types[id].alignment)
        case .alias(_, let underlying): alignment(of: underlying)
        case .stack, .symbol: 8
        case .integer, .float, .pointer, .enumeration: max(1, size(of: type))
        }
    }

    /// How a scalar type is held in a register: extended to 64 bits by its sign.
    func scalar(_ type: DType) -> ScalarType {
        switch type.resolved {
        case .integer(let integer): ScalarType(bytes: integer.bytes, isSigned: integer.isSigned)
        case .enumeration(let id): ScalarType(bytes: types[id].bytes, isSigned: true)
        default: .address
        }
    }

    /// Whether values of the type are held in a register.
    func isScalar(_ type: DType) -> Bool {
        switch type.resolved {
        case .integer, .enumeration, .pointer, .function, .symbol: true
        default: false
        }
    }
}

/// The width and sign of a scalar.
struct ScalarType: Hashable {
    var bytes: Int
    var isSigned: Bool

    static let address = ScalarType(bytes: 8, isSigned: false)
    static let int = ScalarType(bytes: 4, isSigned: true)

    /// The value cut to the type's width and extended by its sign.
    func normalize(_ value: Int64) -> Int64 {
        switch (bytes, isSigned) {
        case (1, true): Int64(Int8(truncatingIfNeeded: value))
        case (1, false): Int64(UInt8(truncatingIfNeeded: value))
        case (2, true): Int64(Int16(truncatingIfNeeded: value))
        case (2, false): Int64(UInt16(truncatingIfNeeded: value))
        case (4, true): Int64(Int32(truncatingIfNeeded: value))
        case (4, false): Int64(UInt32(truncatingIfNeeded: value))
        default: value
        }
    }
}

extension Int {
    /// The next multiple of `alignment`.
    func aligned(to alignment: Int) -> Int { (self + alignment - 1) / alignment * alignment }
}

/// Memory the kernel takes besides keys and values.
enum MapOverhead {
    /// Bytes of `struct htab_elem`.
    static let hashElement = 48
}
