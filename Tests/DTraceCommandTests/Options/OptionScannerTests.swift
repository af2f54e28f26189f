import Testing

@testable import DTraceCommand

struct OptionScannerTests {
    private func scan(_ arguments: String..., as specification: String = "ab:c") throws -> [OptionScanner.Element] {
        var scanner = OptionScanner(arguments, specification: specification)
        var elements: [OptionScanner.Element] = []
        while let element = try scanner.next() { elements.append(element) }
        return elements
    }

    @Test func `flags may be grouped and end with a value`() throws {
        #expect(
            try scan("-acb", "x") == [.option("a", value: nil), .option("c", value: nil), .option("b", value: "x")])
    }

    @Test func `a value may be attached, even to a group`() throws {
        #expect(try scan("-bx") == [.option("b", value: "x")])
        #expect(try scan("-ab-c") == [.option("a", value: nil), .option("b", value: "-c")])
    }

    @Test func `a separate value may look like an option or be empty`() throws {
        #expect(try scan("-b", "-a") == [.option("b", value: "-a")])
        #expect(try scan("-b", "--", "-a") == [.option("b", value: "--"), .option("a", value: nil)])
        #expect(try scan("-b", "") == [.option("b", value: "")])
    }

    @Test func `two dashes make the next argument an operand`() throws {
        #expect(try scan("-a", "--", "-c") == [.option("a", value: nil), .operand("-c")])
        #expect(try scan("-a", "--") == [.option("a", value: nil)])
    }

    @Test func `one dash is an operand, and options may follow operands`() throws {
        #expect(try scan("-", "x", "-a") == [.operand("-"), .operand("x"), .option("a", value: nil)])
    }

    @Test func `long options keep what follows the first equals sign`() throws {
        #expect(try scan("--emit=a=b") == [.long(name: "emit", value: "a=b")])
        #expect(try scan("--help") == [.long(name: "help", value: nil)])
    }

    @Test func `unknown letters and missing values are named as getopt names them`() {
        #expect(throws: OptionScanner.Failure.unknown("z")) { try scan("-az") }
        #expect(throws: OptionScanner.Failure.missingValue("b")) { try scan("-ab") }
        #expect(throws: OptionScanner.Failure.unknown(":")) { try scan("-:") }
        #expect(OptionScanner.Failure.unknown("z").description == "invalid option -- 'z'")
        #expect(OptionScanner.Failure.missingValue("n").description == "option requires an argument -- 'n'")
    }
}
