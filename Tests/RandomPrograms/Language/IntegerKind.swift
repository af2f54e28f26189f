/// An integer type of D on LP64.
struct IntegerKind: Hashable {
    let name: String
    let bytes: Int
    let isSigned: Bool
    /// What literals of the type end with; nil for types that have no literals.
    let suffix: String?

    static let char = IntegerKind(name: "char", bytes: 1, isSigned: true, suffix: nil)
    static let unsignedChar = IntegerKind(name: "unsigned char", bytes: 1, isSigned: false, suffix: nil)
    static let short = IntegerKind(name: "short", bytes: 2, isSigned: true, suffix: nil)
    static let unsignedShort = IntegerKind(name: "unsigned short", bytes: 2, isSigned: false, suffix: nil)
    static let int = IntegerKind(name: "int", bytes: 4, isSigned: true, suffix: "")
    static let unsignedInt = IntegerKind(name: "unsigned int", bytes: 4, isSigned: false, suffix: "U")
    static let long = IntegerKind(name: "long", bytes: 8, isSigned: true, suffix: "L")
    static let unsignedLong = IntegerKind(name: "unsigned long", bytes: 8, isSigned: false, suffix: "UL")

    static let all = [char, unsignedChar, short, unsignedShort, int, unsignedInt, long, unsignedLong]

    /// What arithmetic makes of the type.
    var promoted: IntegerKind { bytes < 4 ? .int : self }

    /// The type in which two operands meet.
    static func common(_ a: IntegerKind, _ b: IntegerKind) -> IntegerKind {
        let (a, b) = (a.promoted, b.promoted)
        if a.bytes != b.bytes { return a.bytes > b.bytes ? a : b }
        return a.isSigned ? b : a
    }

    /// The number as the type holds it, extended to 64 bits by its sign.
    func cut(_ value: Int64) -> Int64 {
        let shift = Int64(64 - bytes * 8)
        return isSigned ? (value << shift) >> shift : Int64(bitPattern: (UInt64(bitPattern: value) << shift) >> shift)
    }
}
