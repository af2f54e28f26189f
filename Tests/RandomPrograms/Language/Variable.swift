/// A variable or associative array.
struct Variable: Hashable {
    enum Scope: String {
        case global = ""
        case thread = "self"
        case clause = "this"
    }

    let scope: Scope
    let name: String
    /// nil for strings.
    let kind: IntegerKind?
    /// The types of the keys of an associative array; nil for strings.
    var keys: [IntegerKind?] = []

    var reference: String { scope == .global ? name : "\(scope.rawValue)->\(name)" }

    var declaration: String {
        let type = { (kind: IntegerKind?) in kind?.name ?? "string" }
        let subscripts = keys.isEmpty ? "" : "[\(keys.map(type).joined(separator: ", "))]"
        return "\(scope == .global ? "" : scope.rawValue + " ")\(type(kind)) \(name)\(subscripts);"
    }

    static let numbers: [Variable] =
        IntegerKind.all.enumerated().flatMap { index, kind in
            [
                Variable(scope: .global, name: "g\(index)", kind: kind),
                Variable(scope: .clause, name: "t\(index)", kind: kind),
            ]
        } + [
            Variable(scope: .thread, name: "s0", kind: .int), Variable(scope: .thread, name: "s1", kind: .unsignedLong),
            Variable(scope: .global, name: "a0", kind: .long, keys: [.int, .unsignedChar]),
            Variable(scope: .thread, name: "a1", kind: .short, keys: [.long]),
            Variable(scope: .global, name: "a2", kind: .unsignedInt, keys: [nil, .short]),
        ]

    static let strings: [Variable] = [
        Variable(scope: .global, name: "gs", kind: nil), Variable(scope: .clause, name: "ts", kind: nil),
        Variable(scope: .thread, name: "ss", kind: nil),
        Variable(scope: .global, name: "as", kind: nil, keys: [.int]),
    ]

    /// The length of the array `r`, and of the memory each clause allocates, in elements.
    static let arrayCount: Int64 = 4
    /// The rows of the array of arrays `mm`; each has `arrayCount` elements.
    static let rowCount: Int64 = 3
}

/// A place that holds a `struct s`.
indirect enum Structure {
    case global, other, thread, clause
    case element(Argument)
    /// What `this->q` points to, in memory of the clause's own.
    case pointed

    /// Whether it lies somewhere even before it is first assigned to; reading it works without.
    var hasAddress: Bool {
        switch self {
        case .global, .other, .clause: true
        case .thread, .element, .pointed: false
        }
    }
}

/// A member of `struct s` or of the union `un`.
struct Member: Hashable {
    let name: String
    let kind: IntegerKind
    /// The number of bits of a bit-field.
    var bits: Int?

    static let structure = [
        Member(name: "m0", kind: .int, bits: 3), Member(name: "m1", kind: .unsignedInt, bits: 7),
        Member(name: "m2", kind: .int, bits: 12), Member(name: "m3", kind: .short), Member(name: "m4", kind: .long),
        Member(name: "m5", kind: .unsignedLong, bits: 40), Member(name: "in.x", kind: .unsignedShort),
        Member(name: "in.y", kind: .char), Member(name: "v[0]", kind: .unsignedChar),
        Member(name: "v[2]", kind: .unsignedChar),
    ]

    /// How D declares the members of `struct s`.
    static let structureBody =
        structure.prefix(6).map(\.declaration).joined(separator: " ")
        + " struct { unsigned short x; char y; } in; unsigned char v[3];"

    static let union = [
        Member(name: "l", kind: .long), Member(name: "i", kind: .int), Member(name: "h", kind: .unsignedShort),
        Member(name: "c", kind: .char),
    ]

    var declaration: String { "\(kind.name) \(name)\(bits.map { ":\($0)" } ?? "");" }

    /// The number as the member holds it.
    func cut(_ value: Int64) -> Int64 {
        guard let bits else { return kind.cut(value) }
        let shift = Int64(64 - bits)
        return kind.isSigned
            ? (value << shift) >> shift : Int64(bitPattern: (UInt64(bitPattern: value) << shift) >> shift)
    }
}
