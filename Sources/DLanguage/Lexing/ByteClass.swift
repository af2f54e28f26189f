/// Classes of source bytes; D's words are ASCII.
extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    var isWordStart: Bool { (self >= 0x61 && self <= 0x7a) || (self >= 0x41 && self <= 0x5a) || self == 0x5f }

    var isWord: Bool { isWordStart || isDigit }

    var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0d) }

    /// Whether the byte can begin a probe description; a digit begins a probe id.
    var isSpecStart: Bool { isWordStart || isDigit || Self.specMarks.contains(self) }

    /// Whether the byte can continue a probe description.
    var isSpec: Bool { isSpecStart || Self.specTailMarks.contains(self) }

    /// Whether the byte can be part of a path in a probe description.
    var isPath: Bool { (isSpec && self != 0x3a) || self == 0x2f || self == 0x2c || self == 0x3d }

    /// The value of the byte as a digit of up to base 16.
    var digitValue: Int? {
        switch self {
        case 0x30...0x39: Int(self) - 0x30
        case 0x61...0x66: Int(self) - 0x61 + 10
        case 0x41...0x46: Int(self) - 0x41 + 10
        default: nil
        }
    }

    private static let specMarks = Set("-$:.?*\\[]!".utf8)
    private static let specTailMarks = Set("`+@%~^".utf8)
}

extension String {
    /// The text of source bytes; bytes that are not UTF-8 are shown as replacement characters.
    init(source bytes: some Collection<UInt8>) { self.init(decoding: bytes, as: UTF8.self) }
}
