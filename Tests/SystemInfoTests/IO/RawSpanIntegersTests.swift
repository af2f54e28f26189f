import SystemInfo
import Testing

@Suite struct RawSpanIntegersTests {
    private let bytes: [UInt8] = [0xff, 0x01, 0x02, 0x80, 0, 7]

    @Test func `reads integers at any alignment and none outside`() {
        let span = bytes.span.bytes
        #expect(span.integer(at: 0, as: Int8.self) == -1)
        #expect(span.integer(at: 1, as: UInt16.self) == 0x0201)
        #expect(span.integer(at: 1, as: UInt32.self) == 0x0080_0201)
        #expect(span.integer(at: 2, as: UInt32.self) == 0x0700_8002)
        #expect(span.integer(at: 3, as: UInt32.self) == nil)
        #expect(span.integer(at: -1, as: UInt8.self) == nil)
        #expect(span.integer(at: .max, as: UInt8.self) == nil)
        #expect(span.integer(at: 0, as: UInt64.self) == nil)
    }

    @Test func `finds the end of strings and copies cut ranges`() {
        let span = bytes.span.bytes
        #expect(span.endOfString(in: 0..<6) == 4)
        #expect(span.endOfString(in: 0..<3) == 3)
        #expect(span.endOfString(in: 5..<900) == 6)
        #expect(span.isZero(in: 4..<5) == true)
        #expect(span.isZero(in: 4..<6) == false)
        var copy: [UInt8] = [9]
        copy.append(span, in: 4..<900)
        copy.append("ab")
        #expect(copy == [9, 0, 7, 0x61, 0x62])
        #expect(bytes.withRawSpan { $0.byteCount } == 6)
    }
}
