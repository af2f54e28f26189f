/// One field of a trace event, from a `field:` line of its format file.
public struct EventField: Hashable, Sendable {
    /// How the field holds its value.
    public enum Storage: Hashable, Sendable {
        case value
        /// An array in place; the count is 0 when the file does not give a number.
        case array(count: Int)
        /// `__data_loc`: a 4-byte word whose low half is the data's offset from the start of the record, its high half the length.
        case dataLocation
        /// `__rel_loc`: the same, with the offset counted from the end of the word.
        case relativeDataLocation
    }

    public var name: String
    /// The type as declared; of an element for arrays and dynamic data.
    public var type: String
    /// Bytes from the start of the record.
    public var offset: Int
    /// Bytes in the record.
    public var size: Int
    public var isSigned: Bool
    public var storage: Storage

    public init(name: String, type: String, offset: Int, size: Int, isSigned: Bool, storage: Storage = .value) {
        self.name = name
        self.type = type
        self.offset = offset
        self.size = size
        self.isSigned = isSigned
        self.storage = storage
    }
}

extension EventField {
    /// The declared type without the kernel's address space markers and without qualifiers of the field itself.
    public var plainType: String {
        var words = type.split(separator: " ").filter {
            !["__user", "__kernel", "__percpu", "__rcu", "__seg_gs"].contains($0)
        }
        if !type.contains("*") { words.removeAll { $0 == "const" || $0 == "volatile" } }
        return words.joined(separator: " ")
    }
}

extension EventField {
    /// Takes a line `field:<declaration>; offset:<n>; size:<n>; signed:<n>;` apart; nil when it is no such line.
    init?(parsing line: Substring) {
        var declaration: Substring?
        var numbers: [Substring: Int] = [:]
        for part in line.split(separator: ";") {
            let part = part.trimmingSpace
            guard let colon = part.firstIndex(of: ":") else { continue }
            let value = part[part.index(after: colon)...]
            if part.hasPrefix("field") { declaration = value } else { numbers[part[..<colon]] = Int(value) }
        }
        guard let declaration, let offset = numbers["offset"], let size = numbers["size"] else { return nil }
        self.init(declaration: declaration, offset: offset, size: size, isSigned: numbers["signed"] == 1)
    }

    /// Splits a declaration: `char comm[16]`, `__data_loc char[] name`, `const char * path`.
    private init(declaration: Substring, offset: Int, size: Int, isSigned: Bool) {
        var rest = declaration.trimmingSpace
        var storage = Storage.value
        if rest.hasPrefix("__data_loc ") {
            storage = .dataLocation
            rest = rest.dropFirst(11)
        } else if rest.hasPrefix("__rel_loc ") {
            storage = .relativeDataLocation
            rest = rest.dropFirst(10)
        } else if rest.hasSuffix("]"), let bracket = rest.lastIndex(of: "[") {
            storage = .array(count: Int(rest[rest.index(after: bracket)...].dropLast()) ?? 0)
            rest = rest[..<bracket].trimmingSpace
        }
        let name = Substring(rest.reversed().prefix { $0.isIdentifier }.reversed())
        var type = rest.dropLast(name.count).trimmingSpace
        if type.hasSuffix("[]") { type = type.dropLast(2).trimmingSpace }
        self.init(
            name: String(name), type: String(type), offset: offset, size: size, isSigned: isSigned, storage: storage)
    }
}

extension Substring {
    var trimmingSpace: Substring {
        var result = drop { $0 == " " || $0 == "\t" }
        while let last = result.last, last == " " || last == "\t" { result.removeLast() }
        return result
    }
}

extension Character {
    fileprivate var isIdentifier: Bool { self == "_" || isASCII && (isLetter || isNumber) }
}
