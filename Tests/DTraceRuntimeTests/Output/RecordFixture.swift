import DCompiler
import DLanguage
import ProviderAPI

@testable import DTraceRuntime

/// A record or key under construction: each value lands at an offset aligned to its size.
struct RecordFixture {
    private(set) var bytes: [UInt8]
    private(set) var fields: [RecordField] = []

    init(headerOf probe: Int, clause: Int = 0, record: Int = 0) {
        bytes = littleEndian(UInt32(probe)) + littleEndian(UInt16(clause)) + littleEndian(UInt16(record))
    }

    /// Without a header, as keys are.
    init() { bytes = [] }

    @discardableResult
    mutating func add<T: FixedWidthInteger>(_ value: T, type: DType? = nil) -> RecordField {
        add(bytes: littleEndian(value), type: type ?? integerType(T.self), alignment: T.bitWidth / 8)
    }

    @discardableResult
    mutating func add(_ text: String, size: Int, type: DType = .string) -> RecordField {
        let utf8 = Array(text.utf8.prefix(size))
        return add(bytes: utf8 + [UInt8](repeating: 0, count: size - utf8.count), type: type, alignment: 1)
    }

    @discardableResult
    mutating func add(probe: Int, part: BuiltinVariable) -> RecordField {
        var field = add(UInt32(probe), type: .string)
        field.probePart = part
        fields[fields.count - 1] = field
        return field
    }

    @discardableResult
    mutating func add(bytes more: [UInt8], type: DType, alignment: Int = 8) -> RecordField {
        while bytes.count % alignment != 0 { bytes.append(0) }
        let field = RecordField(offset: bytes.count, size: more.count, type: type)
        bytes += more
        fields.append(field)
        return field
    }

    /// A stack or symbol: the process, then addresses.
    @discardableResult
    mutating func add(process: UInt64, addresses: [UInt64], type: DType) -> RecordField {
        add(bytes: ([process] + addresses).flatMap { littleEndian($0) }, type: type)
    }
}

func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    (0..<(T.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> T($0 * 8)) }
}

func integerType<T: FixedWidthInteger>(_: T.Type) -> DType {
    .integer(IntegerType("int\(T.bitWidth)_t", bytes: T.bitWidth / 8, isSigned: T.isSigned))
}

/// Two kernel functions at 0x1000 and 0x2000 of 0x100 bytes each, the second in a module; 0x3000 is in a module without symbols.
struct FakeKernelSymbols: KernelSymbolSource {
    func symbol(at address: UInt64) -> SymbolName? {
        switch address {
        case 0x1000..<0x1100: SymbolName(object: "vmlinux", function: "do_work", offset: address - 0x1000)
        case 0x2000..<0x2100: SymbolName(object: "ext4", function: "ext4_read", offset: address - 0x2000)
        case 0x3000..<0x3100: SymbolName(object: "blob", function: nil, offset: address - 0x3000)
        default: nil
        }
    }
}

/// Process 42 has `main` of `a.out` at 0x400100.
struct FakeUserSymbols: UserSymbolSource {
    func symbol(at address: UInt64, inProcess process: Int) -> SymbolName? {
        guard process == 42, (0x400100..<0x400200).contains(address) else { return nil }
        return SymbolName(
            object: "a.out", function: "main", offset: address - 0x400100, fileOffset: address - 0x400000)
    }
}

let fakeProbes: [Int: ProbeDescription] = [
    1: ProbeDescription("dtrace", "", "", "BEGIN"),
    7: ProbeDescription("syscall", "vmlinux", "read", "entry"),
    8: ProbeDescription("syscall", "vmlinux", "read", "return"),
    9: ProbeDescription("fbt", "vmlinux", "vfs_read", "entry"),
    10: ProbeDescription("fbt", "vmlinux", "vfs_read", "return"),
    11: ProbeDescription("io", "vmlinux", "submit", "start"),
]

func renderer(_ change: (inout OutputOptions) -> Void = { _ in }) -> ValueRenderer {
    var options = OutputOptions()
    change(&options)
    return ValueRenderer(
        probes: { fakeProbes[$0] }, kernelSymbols: FakeKernelSymbols(), userSymbols: FakeUserSymbols(),
        options: options)
}

/// What `body` adds to an empty buffer.
func text(_ body: (inout OutputBuffer) throws -> Void) rethrows -> String {
    var buffer = OutputBuffer(capacity: 0)
    try body(&buffer)
    return buffer.text
}

/// A format from a C format string: `%-5d`, `%*x`, `%@d`.
func format(_ source: String) -> PrintfFormat {
    var pieces: [PrintfFormat.Piece] = []
    var rest = Substring(source)
    var literal: [UInt8] = []
    while let character = rest.popFirst() {
        guard character == "%" else {
            literal += Array(String(character).utf8)
            continue
        }
        if rest.first == "%" {
            rest.removeFirst()
            literal.append(0x25)
            continue
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = []
        pieces.append(.conversion(conversion(&rest)))
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    return PrintfFormat(pieces: pieces)
}

private func conversion(_ rest: inout Substring) -> PrintfFormat.Conversion {
    var result = PrintfFormat.Conversion(character: 0)
    while let first = rest.first, "#0-+ '@".contains(first) {
        rest.removeFirst()
        if first == "@" { result.isAggregation = true } else { result.flags.insert(first.asciiValue ?? 0) }
    }
    result.width = extent(&rest)
    if rest.first == "." {
        rest.removeFirst()
        result.precision = extent(&rest) ?? .constant(0)
    }
    while let first = rest.first, "hlLw".contains(first) { result.size.append(rest.removeFirst()) }
    result.character = rest.popFirst()?.asciiValue ?? 0
    return result
}

private func extent(_ rest: inout Substring) -> PrintfFormat.Conversion.Extent? {
    if rest.first == "*" {
        rest.removeFirst()
        return .argument
    }
    let digits = rest.prefix { $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return Int(digits).map { .constant($0) }
}
