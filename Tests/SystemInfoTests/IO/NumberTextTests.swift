import Testing

@testable import SystemInfo

@Suite struct NumberTextTests {
    private func text(_ value: Int64, width: Int = 0, isLeft: Bool = false) -> String {
        var bytes: [UInt8] = Array("=".utf8)
        bytes.append(decimal: value.magnitude, isNegative: value < 0, width: width, isLeft: isLeft)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `writes the digits of numbers of every length`() {
        var value: Int64 = 1
        while true {
            for number in [value - 1, value, value + 7, -value] { #expect(text(number) == "=\(number)") }
            let (next, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { break }
            value = next
        }
        #expect(text(.min) == "=-9223372036854775808")
        var bytes: [UInt8] = []
        bytes.append(decimal: .max, isNegative: false, width: 0, isLeft: false)
        #expect(bytes == Array("18446744073709551615".utf8))
    }

    @Test func `fills a column with blanks on one side`() {
        #expect(text(42, width: 5) == "=   42")
        #expect(text(42, width: 5, isLeft: true) == "=42   ")
        #expect(text(-42, width: 5) == "=  -42")
        #expect(text(12345, width: 5) == "=12345")
        #expect(text(123_456, width: 5, isLeft: true) == "=123456")
        #expect(text(0, width: -3) == "=0")
    }

    @Test func `puts the highest byte first`() {
        var bytes: [UInt8] = [9]
        bytes.append(bigEndian: 0x0102_0304_0506_0708)
        #expect(bytes == [9, 1, 2, 3, 4, 5, 6, 7, 8])
    }
}
