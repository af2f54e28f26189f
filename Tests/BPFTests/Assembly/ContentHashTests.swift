import Testing

@testable import BPF

@Suite struct ContentHashTests {
    @Test func `is the published function over bytes and names`() {
        // Published values of FNV-1a 64 for the empty text and "a".
        var hash = FNV1a()
        #expect(hash.value == 0xcbf2_9ce4_8422_2325)
        hash.add(UInt8(ascii: "a"))
        #expect(hash.value == 0xaf63_dc4c_8601_ec8c)
        #expect(Code().contentHash == 0xcbf2_9ce4_8422_2325)
    }

    @Test func `tells maps apart by name and not by label numbers`() {
        func code(map: MapReference, extraLabels: Int) -> Code {
            var code = Code()
            for _ in 0..<extraLabels { _ = code.label() }
            let end = code.label()
            code += [.loadMap(.r1, map), .go(end), .mov(.r0, 0)]
            code.bind(end)
            code.emit(.exit)
            return code
        }
        #expect(code(map: "a", extraLabels: 0).contentHash == code(map: "a", extraLabels: 3).contentHash)
        #expect(code(map: "a", extraLabels: 0).contentHash != code(map: "b", extraLabels: 0).contentHash)
    }
}
