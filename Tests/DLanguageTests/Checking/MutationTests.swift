import DLanguage
import Foundation
import TestSupport
import Testing

@Suite struct `Faulty programs` {
    /// Together they use every construct, option and pragma of the language; each is sound as it stands.
    private static let programs = MutationCorpus.programs

    private static let pieces = [
        "(", ")", "[", "]", "{", "}", ";", ",", "/", "*", "&", "@", "@a", "->", ".", ":", "?", "=", "==", "+", "++",
        "%", "\"",
        "'", "$", "$1", "`", "#", "\n", "/*", "*/", "self", "this", "struct", "if", "else", "while", "int", "string",
        "sizeof",
        "xlate", "inline", "0", "9999999999999999999999", "1.5", "args", "pid", "\u{0}", "é", "printf(", "count()",
        "<<", "\\", "offsetof", "stringof", "enum", "union", "typedef", "translator", "provider", "probe", "...",
        "counter", "userland", "#pragma D ", "option ", "quantize(", "normalize(@a,", "speculate(", "%@d", "%*.*ld",
        "^^", "..", "0x", "'\\", "$$", "$target", "-Z", "::", "ERROR", "alloca(", "volatile", "unsigned", "long",
    ]

    /// How many programs there are in all; continuous integration asks for more than a quick run does.
    private static let total = ProcessInfo.processInfo.environment["DTRACE_MUTATIONS"].flatMap { Int($0) } ?? 20_000

    @Test(arguments: [20_261_122, 7, 65_537, 1_000_003] as [UInt64])
    func `are reported, whatever is wrong with them`(seed: UInt64) {
        var generator = SeededGenerator(printing: seed)
        var faulty = 0
        let rounds = Self.total / 4
        for round in 0..<rounds {
            var bytes = Array((Self.programs.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, &generator) }
            let options = CheckOptions(
                macroArguments: ["t.d", "7"], macroVariables: MutationCorpus.variables, allowsNoMatch: round % 2 == 0,
                allowsUnusedArguments: true)
            do {
                let program = try check(
                    [DSource(name: "t.d", text: bytes, form: .script)], options: options, resolver: FixedProbes(),
                    types: FixedTypes())
                if round % 16 == 0 { #expect(!program.description.utf8.contains(0)) }
            } catch {
                faulty += 1
                if !error.tag.hasPrefix("D_") || error.message.isEmpty || error.line < 1
                    || error.site.upperBound > bytes.count + 1
                {
                    Issue.record("\(error) in \(String(decoding: bytes, as: UTF8.self))")
                }
            }
        }
        #expect(faulty > rounds / 2)
    }

    @Test(arguments: [
        ("struct {", ""), ("union { int a; ", ""), ("int (", ""), ("int f(", " x;"), ("", "f(int "), ("int ", "(*"),
        ("BEGIN { trace(", "sizeof ("), ("BEGIN { this->x = (", "struct {"), ("int x = ", "-"),
        ("BEGIN { ", "if (1) {"),
    ])
    func `are refused when nested too deeply`(first: String, rest: String) {
        let text = first + String(repeating: rest.isEmpty || rest == " x;" ? first : rest, count: 5_000)
        #expect {
            try check(
                [DSource(name: "t.d", text: Array(text.utf8), form: .script)], options: CheckOptions(),
                resolver: FixedProbes(), types: FixedTypes())
        } throws: {
            ($0 as? Diagnostic)?.tag == "D_SYNTAX"
        }
    }

    @Test(arguments: MutationCorpus.programs)
    func `begin as sound ones`(text: String) throws {
        let options = CheckOptions(
            macroArguments: ["t.d", "7"], macroVariables: MutationCorpus.variables, allowsNoMatch: true,
            allowsUnusedArguments: true)
        _ = try check(
            [DSource(name: "t.d", text: Array(text.utf8), form: .script)], options: options, resolver: FixedProbes(),
            types: FixedTypes())
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...8, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        case 3:
            bytes.replaceSubrange(place..<end, with: Array((Self.pieces.randomElement(using: &generator) ?? "").utf8))
        case 4:
            let piece = Array((Self.pieces.randomElement(using: &generator) ?? "").utf8)
            let times =
                Int.random(in: 0..<100, using: &generator) == 0 ? 5_000 : Int.random(in: 1...3, using: &generator)
            bytes.insert(contentsOf: Array(repeating: piece, count: times).joined(), at: place)
        default: bytes.removeSubrange(place..<bytes.count)
        }
    }
}
