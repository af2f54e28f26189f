import TestSupport
import Testing

@testable import BPF

@Suite struct DecoderTests {
    @Test func `decodes what was encoded, for random programs`() throws {
        var random = RandomInstructions(seed: 20_261_122)
        for _ in 0..<300 {
            let code = random.code(count: 60)
            let slots = try code.numberedSlots()
            let decoded = try decode(slots)
            #expect(try decoded.numberedSlots() == slots)
            #expect(decoded.description == code.description)
        }
    }

    @Test func `gives back the very instructions when there are no labels`() throws {
        var random = RandomInstructions(seed: 4711)
        for _ in 0..<3000 {
            let code = Code([random.straight()])
            #expect(try decode(code.numberedSlots()) == code)
        }
    }

    @Test func `refuses bytes that are no program`() {
        let cases: [([UInt64], Int, String)] = [
            ([0x18], 0, "second half"), ([0x95, 0xff], 1, "opcode 0xff"), ([0x0005_0005], 0, "jumps to slot 6"),
            ([0x0000_0b07], 0, "opcode 0x7"), ([0x0001_0005, 0x18, 0], 0, "jumps to slot 2"),
        ]
        for (slots, slot, part) in cases {
            let error = #expect(throws: DecodingError.self) { try decode(slots) }
            #expect(error?.slot == slot)
            #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
        }
    }

    @Test func `never traps on random words`() {
        var generator = SeededGenerator(printing: 99)
        for _ in 0..<20_000 {
            let slots = (0..<4).map { _ in generator.next() & (Bool.random() ? .max : 0xffff_0003_0000_ffff) }
            guard let code = try? decode(slots) else { continue }
            #expect(code.slotCount == 4)
        }
    }
}
