import DCompiler
import DLanguage
import Testing

@testable import DTraceRuntime

@Suite struct ValueTreeTests {
    private func tree(_ types: TypeTable, _ type: DType, _ bytes: [UInt8]) throws -> [String] {
        var record = RecordFixture(headerOf: 1)
        let field = record.add(bytes: bytes, type: type)
        let address = record.add(UInt64(0xffff_0010), type: .pointer(type, .kernel))
        let renderer = ValueRenderer(probes: { _ in nil }, types: types)
        let shown = try text { try renderer.appendTree(field, address: address, in: record.bytes.span.bytes, to: &$0) }
        return shown.split(separator: "\n").map { line in
            let blanks = line.prefix { $0 == " " }.count
            return "\(blanks):\(line.dropFirst(blanks))"
        }
    }

    @Test func `shows members below each other without zeros`() throws {
        var types = TypeTable()
        types.enumerations = [
            EnumType(name: "color", bytes: 4, constantNames: ["RED", "BLUE"], constantValues: [0, 1])
        ]
        let letters = DType.array(.integer(.char), count: 5)
        types.aggregates = [
            AggregateType(
                keyword: .structure, name: "t", bytes: 40, alignment: 8,
                members: [
                    .init(name: "a", type: .integer(.int), bitOffset: 0),
                    .init(name: "z", type: .integer(.int), bitOffset: 32),
                    .init(name: "b", type: letters, bitOffset: 64),
                    .init(name: "in", type: .aggregate(.init(index: 1)), bitOffset: 128),
                    .init(name: "c", type: .enumeration(.init(index: 0)), bitOffset: 160),
                    .init(name: "e", type: .pointer(.void, .kernel), bitOffset: 192),
                    .init(name: "s", type: .alias("s16", underlying: .integer(.short)), bitOffset: 256),
                ]),
            AggregateType(
                keyword: .union, name: "", bytes: 4, alignment: 4,
                members: [
                    .init(name: "low", type: .integer(.unsignedInt), bitOffset: 0, bitWidth: 3),
                    .init(name: "high", type: .integer(.int), bitOffset: 3, bitWidth: 5),
                ]),
        ]
        var bytes: [UInt8] = littleEndian(Int32(1)) + littleEndian(Int32(0)) + Array("hi\0\u{7}\0".utf8) + [0, 0, 0]
        bytes +=
            [0b1111_0101, 0, 0, 0] + littleEndian(Int32(1)) + littleEndian(UInt64(0xabc)) + littleEndian(Int16(-2))
        bytes += [UInt8](repeating: 0, count: 40 - bytes.count)
        #expect(
            try tree(types, .aggregate(.init(index: 0)), bytes) == [
                "0:0xffff0010 = *", "44:(struct t) {", "45:.a = (int)1,", "45:.b = (char [5]) [", "46:(char)'h',",
                "46:(char)'i',", "46:(char)7,", "45:],", "45:.in = (union) {", "46:.low = (unsigned int)5,",
                "46:.high = (int)-2,", "45:},", "45:.c = (enum color)BLUE,", "45:.e = (void *)0xabc,",
                "45:.s = (s16)-2,",
                "44:}",
            ])
    }

    @Test func `shows a number alone even when it is zero`() throws {
        #expect(try tree(TypeTable(), .integer(.int), littleEndian(Int32(0))) == ["0:0xffff0010 = *", "44:(int)0"])
    }

    @Test func `says that more is there than was recorded`() throws {
        let long = DType.array(.integer(.int), count: 1000)
        let lines = try tree(TypeTable(), long, littleEndian(Int32(7)) + littleEndian(Int32(8)) + [1, 0])
        #expect(lines == ["0:0xffff0010 = *", "44:(int [1000]) [", "45:(int)7,", "45:(int)8,", "45:...", "44:]"])
    }
}
