import Testing

@testable import BPF

@Suite struct EncoderTests {
    @Test func `encodes the fields where the kernel's header puts them`() throws {
        let code = Code([
            .mov(.r1, -1), .load(.word, .r1, Address(.r6, 8)), .store(.byte, Address(.fp, -1), .register(.r3)),
            .store(.double, Address(.fp, -16), 7), .call(.getSmpProcessorId), .exit,
        ])
        let bytes = try encode(code, maps: { _ in nil }, kernelFunctions: { _ in nil }).bytes
        #expect(
            bytes == [
                0xb7, 0x01, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff,
                0x61, 0x61, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00,
                0x73, 0x3a, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00,
                0x7a, 0x0a, 0xf0, 0xff, 0x07, 0x00, 0x00, 0x00,
                0x85, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00,
                0x95, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
            ])
    }

    @Test func `puts map descriptors and local calls into pseudo instructions`() throws {
        var code = Code()
        let function = code.label()
        code += [.loadMap(.r1, "a"), .loadMapValue(.r2, "b", offset: 16), .callLocal(function), .exit]
        code.bind(function)
        code += [.callKernel("f"), .exit]
        let encoded = try encode(
            code, maps: { $0.name == "a" ? 5 : 6 }, kernelFunctions: { _ in 1234 })
        #expect(
            encoded.slots == [
                0x0000_0005_0000_1118, 0, 0x0000_0006_0000_2218, 0x0000_0010_0000_0000,
                0x0000_0001_0000_1085, 0x95, 0x0000_04d2_0000_2085, 0x95,
            ])
        #expect(encoded.instructionIndices == [0, 0, 1, 1, 2, 3, 5, 6])
        #expect(encoded.instructionIndex(ofSlot: 3) == 1)
        #expect(encoded.instructionIndex(ofSlot: 8) == nil)
    }

    @Test func `counts jumps in slots, across 64-bit constants and backwards`() throws {
        var code = Code()
        let start = code.label()
        let end = code.label()
        code.bind(start)
        code += [.jump(.equal, .r0, 0, end), .loadImmediate64(.r1, 1), .go(start)]
        code.bind(end)
        code.emit(.exit)
        #expect(
            try code.numberedSlots() == [0x0003_0015, 0x0000_0001_0000_0118, 0, 0xfffc_0005, 0x95])
    }

    @Test func `refuses labels that are bound nowhere or twice`() {
        var undefined = Code()
        undefined.emit(.go(undefined.label()))
        #expect(throws: AssemblyError.undefinedLabel(instruction: 0)) { try undefined.numberedSlots() }
        var duplicate = Code()
        let label = duplicate.label()
        duplicate.bind(label)
        duplicate.emit(.exit)
        duplicate.bind(label)
        #expect(throws: AssemblyError.duplicateLabel(first: 0, second: 2)) { try duplicate.numberedSlots() }
    }

    @Test func `refuses jumps beyond 16 bits and takes the longest`() throws {
        func program(gap: Int) -> Code {
            var code = Code()
            let far = code.label()
            code.emit(.go(far))
            for _ in 0..<gap { code.emit(.mov(.r0, 0)) }
            code.bind(far)
            code.emit(.exit)
            return code
        }
        #expect(try program(gap: 32767).numberedSlots().first == 0x7fff_0005)
        #expect(throws: AssemblyError.jumpOutOfRange(instruction: 0, distance: 32768)) {
            try program(gap: 32768).numberedSlots()
        }
    }

    @Test func `names maps, kernel functions and operands that do not exist`() throws {
        let map = Code([.exit, .loadMap(.r1, "gone")])
        #expect(throws: AssemblyError.unknownMap("gone", instruction: 1)) {
            try encode(map, maps: { _ in nil }, kernelFunctions: { _ in nil })
        }
        let function = Code([.callKernel("gone")])
        #expect(throws: AssemblyError.unknownKernelFunction("gone", instruction: 0)) {
            try encode(function, maps: { _ in nil }, kernelFunctions: { _ in nil })
        }
        for instruction in [
            Instruction.byteSwap(.big, bits: 8, .r1), .atomic(.add, .byte, Address(.fp, -8), .r1),
        ] {
            let error = #expect(throws: AssemblyError.self) { try Code([instruction]).numberedSlots() }
            #expect(error?.description.hasPrefix("instruction 0 cannot be encoded") == true)
        }
    }
}
