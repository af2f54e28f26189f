import TestSupport
import Testing

@testable import PluginProtocol

struct JSONTests {
    private func parse(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

    @Test func `reads every kind of value`() throws {
        let value = try parse(#" { "a" : [ null , true , false, -5, 18446744073709551615 ], "b":{}, "c":[] } "#)
        #expect(
            value == [
                "a": [.null, true, false, -5, .integer(Int128(UInt64.max))], "b": .object([]), "c": .array([]),
            ])
    }

    @Test func `reads escapes, surrogate pairs among them`() throws {
        #expect(try parse(#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00é""#) == "\"\\/\u{8}\u{c}\n\r\tAé😀é")
    }

    @Test(arguments: [
        ("", 0, "the value is missing"), ("[1,]", 3, "no value begins so"), ("[1 2]", 3, "`,` or `]` is missing"),
        ("{\"a\":1,\"a\":2}", 7, "the name \"a\" is there twice"), ("{a:1}", 1, "the name of a member is missing"),
        ("1.5", 1, "only whole numbers are understood"), ("1e3", 1, "only whole numbers are understood"),
        ("01", 0, "the number begins with a zero"), ("-", 1, "a digit is missing"),
        ("18446744073709551616", 0, "the number has more than 64 bits"),
        ("-9223372036854775809", 0, "the number has more than 64 bits"),
        ("\"a", 0, "the string does not end"), ("\"\\x\"", 3, "no escape begins so"),
        ("\"\\ud83d\"", 7, "half of a character is missing"), ("\"\\udc00\"", 7, "half of a character is missing"),
        ("\"\\u00g0\"", 3, "four hexadecimal digits are missing"),
        ("\"\n\"", 1, "control characters are written as \\u00XX"),
        ("true false", 5, "something follows the value"), ("nul", 0, "no value begins so"),
    ])
    func `refuses`(text: String, offset: Int, problem: String) {
        #expect(throws: JSONError(offset: offset, problem: problem)) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test func `refuses bytes that are not UTF-8`() {
        #expect(throws: JSONError(offset: 0, problem: "the string is not UTF-8")) {
            try JSON(parsing: [0x22, 0xff, 0x22])
        }
    }

    @Test func `refuses depth without end`() {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError(offset: 65, problem: "values are nested deeper than 64")) { try parse(text) }
    }

    @Test func `random values come back from their text`() throws {
        var random = SeededGenerator(printing: 0x5eed)
        for _ in 0..<2000 {
            let value = JSON.random(depth: 4, using: &random)
            #expect(try JSON(parsing: value.line) == value)
            #expect(!value.line.contains(10))
        }
    }

    @Test func `damaged text never traps`() {
        var random = SeededGenerator(printing: 0xbad)
        for _ in 0..<5000 {
            var line = JSON.random(depth: 3, using: &random).line
            for _ in 0..<Int.random(in: 1...3, using: &random) where !line.isEmpty {
                let place = Int.random(in: 0..<line.count, using: &random)
                if Bool.random(using: &random) {
                    line.remove(at: place)
                } else {
                    line[place] = .random(in: 0...255, using: &random)
                }
            }
            if let value = try? JSON(parsing: line) { #expect((try? JSON(parsing: value.line)) == value) }
        }
    }
}

extension JSON {
    fileprivate static func random(depth: Int, using random: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return JSON(Int64.random(in: .min ... .max, using: &random))
        case 3: return JSON(UInt64.random(in: .min ... .max, using: &random))
        case 4: return .string(text(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<4, using: &random)).map { _ in Self.random(depth: depth - 1, using: &random) })
        default:
            return .object(
                (0..<Int.random(in: 0..<4, using: &random)).map {
                    Member("\($0)" + text(using: &random), Self.random(depth: depth - 1, using: &random))
                })
        }
    }

    private static func text(using random: inout SeededGenerator) -> String {
        let characters = Array("ab\"\\\n\u{0}\u{1f}é😀/")
        return String(
            (0..<Int.random(in: 0..<6, using: &random)).map { _ in characters.randomElement(using: &random) ?? "a" })
    }
}
