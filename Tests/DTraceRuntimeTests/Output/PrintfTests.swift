import DCompiler
import DLanguage
import Glibc
import Testing

@testable import DTraceRuntime

@Suite struct PrintfTests {
    private func formatted(
        _ source: String, _ renderer: ValueRenderer = renderer(), _ build: (inout RecordFixture) -> Void
    ) throws -> String {
        var record = RecordFixture(headerOf: 1)
        build(&record)
        return try text {
            try renderer.append(
                PreparedFormat(format(source), record.fields), in: record.bytes.span.bytes, to: &$0)
        }
    }

    @Test func `follows the argument's own size and sign`() throws {
        #expect(
            try formatted("%d|%d") {
                $0.add(Int8(-1))
                $0.add(UInt8(255))
            } == "-1|255")
        #expect(
            try formatted("%x|%x|%X") {
                $0.add(Int8(-1))
                $0.add(Int16(-1))
                $0.add(Int32(-1))
            } == "ff|ffff|FFFFFFFF")
        #expect(
            try formatted("%u %o") {
                $0.add(Int8(-1))
                $0.add(Int16(-1))
            } == "255 177777")
        #expect(
            try formatted("%lld %hd") {
                $0.add(Int64.min)
                $0.add(Int64(70_000))
            } == "-9223372036854775808 70000")
        #expect(try formatted("%d") { $0.add(UInt64.max) } == "18446744073709551615")
        #expect(try formatted("%i") { $0.add(Int32(-7)) } == "-7")
    }

    @Test func `applies flags, width and precision`() throws {
        #expect(
            try formatted("[%5d][%-5d][%05d][%+d][% d]") {
                for value: Int32 in [42, 42, 42, 42, 42] { $0.add(value) }
            } == "[   42][42   ][00042][+42][ 42]")
        #expect(
            try formatted("[%#x][%#o][%8.3d][%.0d]") {
                for value: Int32 in [255, 8, 7, 0] { $0.add(value) }
            } == "[0xff][010][     007][0]")
        #expect(
            try formatted("[%*d][%-*d][%*d][%.*d]") {
                for value: Int32 in [4, 1, 4, 2, -4, 3, 3, 4] { $0.add(value) }
            } == "[   1][2   ][3   ][004]")
        #expect(try formatted("100%%") { _ in } == "100%")
    }

    @Test func `has room for the longest numbers and the widest columns of a format without anything else`() throws {
        let largest = UInt64.max
        #expect(
            try formatted("<%d|%30d|%-30d|%u|text>\n") {
                $0.add(Int64.min)
                $0.add(Int64.min)
                $0.add(Int8(-5))
                $0.add(largest)
            } == "<\(Int64.min)|          \(Int64.min)|-5                            |\(largest)|text>\n")
        let many = String(repeating: "%d", count: 200)
        #expect(
            try formatted(many) { record in for _ in 0..<200 { record.add(largest) } }
                == String(repeating: "\(largest)", count: 200))
    }

    @Test func `refuses numbers that lie outside the record`() {
        var record = RecordFixture(headerOf: 1)
        record.add(Int32(1))
        record.add(Int32(2))
        let format = PreparedFormat(format("%d %d\n"), record.fields)
        let bytes = Array(record.bytes.dropLast(4))
        #expect(throws: MalformedData.self) {
            try text { try renderer().append(format, in: bytes.span.bytes, to: &$0) }
        }
    }

    @Test func `prints pointers as bare hexadecimal digits`() throws {
        #expect(
            try formatted("%p") { $0.add(UInt64(0xffff_8000_1234), type: .pointer(.void, .kernel)) } == "ffff80001234")
    }

    @Test func `prints strings and character arrays up to their zero byte`() throws {
        let characters = DType.array(.integer(.char), count: 4)
        #expect(
            try formatted("%s|%-6s|%6s|%.2s|") {
                for _ in 0..<4 { $0.add("abc", size: 16) }
            } == "abc|abc   |   abc|ab|")
        #expect(try formatted("%s") { $0.add("wxyz", size: 4, type: characters) } == "wxyz")
        #expect(
            try formatted("%s/%s") {
                $0.add(probe: 7, part: .probefunc)
                $0.add(probe: 7, part: .probemod)
            } == "read/vmlinux")
        #expect(
            try formatted("%ws%wc") {
                $0.add("w", size: 4)
                $0.add(Int32(65))
            } == "wA")
    }

    @Test func `prints characters and escapes`() throws {
        #expect(
            try formatted("%c%3c") {
                $0.add(Int8(65))
                $0.add(Int32(66))
            } == "A  B")
        #expect(
            try formatted("%C%C%C") {
                $0.add(Int8(10))
                $0.add(Int8(65))
                $0.add(UInt8(0xff))
            } == "\\nA\\377")
        #expect(try formatted("%S") { $0.add("a\tb\"c\\\u{1}", size: 16) } == "a\\tb\\\"c\\\\\\001")
    }

    @Test func `prints symbols of the kernel and of processes`() throws {
        #expect(
            try formatted("%a %a %a %a") {
                for address: UInt64 in [0x1000, 0x2010, 0x3004, 0x9000] { $0.add(address) }
            } == "vmlinux`do_work ext4`ext4_read+0x10 blob`0x3004 0x9000")
        #expect(try formatted("[%20a]") { $0.add(UInt64(0x1000)) } == "[     vmlinux`do_work]")
        #expect(
            try formatted("%A") { $0.add(process: 42, addresses: [0x400110], type: .symbol(.uaddr)) }
                == "a.out`main+0x10")
        #expect(
            try formatted("%A") { $0.add(process: 42, addresses: [0x400110], type: .symbol(.usym)) } == "a.out`main")
        #expect(try formatted("%a") { $0.add(process: 0, addresses: [0x2010], type: .symbol(.mod)) } == "ext4")
    }

    @Test func `prints stacks in columns, and left-aligned ones with the width as their indent`() throws {
        let stack = DType.stack(DType.StackType(isUser: false, frames: 4))
        let build = { (record: inout RecordFixture) in
            _ = record.add(process: 0, addresses: [0x1004, 0x2000, 0, 0x1000], type: stack)
        }
        #expect(try formatted("%k", renderer(), build) == "\nvmlinux`do_work+0x4\next4`ext4_read\n")
        #expect(try formatted("%16k", renderer(), build) == "\nvmlinux`do_work+0x4\n  ext4`ext4_read\n")
        #expect(try formatted("%-2k", renderer(), build) == "\n  vmlinux`do_work+0x4\n  ext4`ext4_read\n")
    }

    @Test func `prints floating-point numbers and converts integers`() throws {
        #expect(
            try formatted("%f %.2f %e") {
                $0.add((1.5).bitPattern, type: .float(bytes: 8))
                $0.add(Float(2.25).bitPattern, type: .float(bytes: 4))
                $0.add(Int32(-120))
            } == "1.500000 2.25 -1.200000e+02")
        #expect(
            try formatted("[%8.1f][%-8.1f][%+g]") {
                for value: Int32 in [3, 3, 3] { $0.add(value) }
            } == "[     3.0][3.0     ][+3]")
    }

    @Test func `prints dates in local time`() throws {
        setenv("TZ", "UTC", 1)
        tzset()
        let moment = UInt64(123_787_200) * 1_000_000_000
        #expect(try formatted("%Y") { $0.add(moment) } == "1973 Dec  3 17:20:00")
        #expect(
            try formatted("[%22Y][%-22Y]") {
                $0.add(moment)
                $0.add(moment)
            } == "[  1973 Dec  3 17:20:00][1973 Dec  3 17:20:00  ]")
        #expect(try formatted("%T") { $0.add(moment) } == "Mon, 03 Dec 1973 17:20:00 UTC")
    }

    @Test func `refuses a format that wants more than there is`() {
        #expect(throws: MalformedData.self) { try formatted("%d%d") { $0.add(Int32(1)) } }
        #expect(throws: MalformedData.self) { try formatted("%*d") { $0.add("x", size: 4) } }
        #expect(throws: MalformedData.self) { try formatted("%s") { $0.add(probe: 99, part: .probefunc) } }
    }
}
