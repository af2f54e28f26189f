import BPF
import ProviderAPI
import Testing

@Suite struct ConverterTests {
    private func converter(
        _ sources: [ArgumentSource], registers: RegisterAccess = .none, demand: Set<Int>
    ) throws -> [Instruction] {
        let layout = ContextLayout(carrier: .tracepoint, arguments: sources, registers: registers)
        var code = Code()
        try layout.emitConverter(into: &code, demand: ContextDemand(arguments: demand))
        return code.instructions
    }

    @Test func `nothing is emitted for arguments nobody asked for`() throws {
        #expect(try converter([.slot(index: 0), .slot(index: 1)], demand: []).isEmpty)
        #expect(
            try converter([.slot(index: 0), .slot(index: 1)], demand: [1]) == [
                .load(.double, .r1, Address(.r6, 8)), .store(.double, Address(.r7, 64), .register(.r1)),
            ])
    }

    @Test func `an argument without a source is 0`() throws {
        #expect(try converter([], demand: [9]) == [.store(.double, Address(.r7, 128), .immediate(0))])
    }

    @Test func `a narrow signed field is extended by shifts`() throws {
        #expect(
            try converter([.field(offset: 24, width: .word, signed: true)], demand: [0]) == [
                .load(.word, .r1, Address(.r6, 24)), .alu(.lsh, .w64, .r1, 32), .alu(.arsh, .w64, .r1, 32),
                .store(.double, Address(.r7, 56), .register(.r1)),
            ])
    }

    @Test func `an unsigned byte needs no extension`() throws {
        #expect(
            try converter([.field(offset: 9, width: .byte, signed: false)], demand: [0]) == [
                .load(.byte, .r1, Address(.r6, 9)), .store(.double, Address(.r7, 56), .register(.r1)),
            ])
    }

    @Test func `constants are stored directly when they fit and loaded when not`() throws {
        #expect(
            try converter([.constant(-1), .constant(1 << 40)], demand: [0, 1]) == [
                .store(.double, Address(.r7, 56), .immediate(-1)), .loadImmediate64(.r1, 1 << 40),
                .store(.double, Address(.r7, 64), .register(.r1)),
            ])
    }

    @Test func `dynamic data is found through the low half of its word`() throws {
        let common: [Instruction] = [
            .load(.word, .r0, Address(.r6, 12)), .alu(.and, .w64, .r0, 0xffff), .mov(.r1, .r6),
            .alu(.add, .w64, .r1, .register(.r0)),
        ]
        let store = Instruction.store(.double, Address(.r7, 56), .register(.r1))
        #expect(try converter([.dataLocation(offset: 12)], demand: [0]) == common + [store])
        #expect(try converter([.relativeDataLocation(offset: 12)], demand: [0]) == common + [.add(.r1, 16), store])
    }

    @Test func `memory is read by the helper of its space`() throws {
        let source = ArgumentSource.memory(address: .slot(index: 2), width: .half, signed: true, space: .user)
        #expect(
            try converter([source], demand: [0]) == [
                .load(.double, .r3, Address(.r6, 16)), .mov(.r1, .fp), .add(.r1, -8), .mov(.r2, 2),
                .call(.probeReadUser), .load(.half, .r1, Address(.fp, -8)), .alu(.lsh, .w64, .r1, 48),
                .alu(.arsh, .w64, .r1, 48), .store(.double, Address(.r7, 56), .register(.r1)),
            ])
    }

    @Test func `the second byte of a register is cut out of the whole register`() throws {
        #expect(
            try converter([.register(offset: 81, width: .byte, signed: true)], registers: .context, demand: [0]) == [
                .load(.double, .r1, Address(.r6, 80)), .alu(.lsh, .w64, .r1, 48), .alu(.arsh, .w64, .r1, 56),
                .store(.double, Address(.r7, 56), .register(.r1)),
            ])
    }

    @Test func `layouts that make no sense are explained`() {
        let cases: [(ArgumentSource, RegisterAccess, String)] = [
            (.slot(index: 12), .none, "slot 12 was asked of a context that has slots 0 to 11"),
            (
                .field(offset: 40_000, width: .byte, signed: false), .none,
                "offset 40000 lies outside every native context"
            ),
            (.field(offset: -8, width: .byte, signed: false), .none, "offset -8 lies outside every native context"),
            (
                .register(offset: 80, width: .double, signed: false), .none,
                "a register was asked of the tracepoint context, which holds none"
            ),
            (
                .register(offset: 86, width: .word, signed: false), .context,
                "4 bytes at offset 86 are not part of one saved register"
            ),
        ]
        for (source, registers, message) in cases {
            #expect(throws: ProviderError(message)) { try converter([source], registers: registers, demand: [0]) }
        }
    }

    @Test func `a chain of sums takes one waiting value, a full tree one a level`() throws {
        let leaf = ArgumentSource.memory(address: .slot(index: 0), width: .double, signed: false, space: .kernel)
        var chain = leaf
        for _ in 0..<50 { chain = .sum(base: leaf, index: chain, scale: 1, displacement: 0) }
        #expect(try converter([chain], demand: [0]).isEmpty == false)
        var tree = leaf
        for _ in 0..<7 { tree = .sum(base: tree, index: tree, scale: 1, displacement: 0) }
        let code = try converter([tree], demand: [0])
        #expect(code.contains(.store(.double, Address(.fp, -64), .register(.r1))))
        #expect(throws: ProviderError.self) {
            try converter([.sum(base: tree, index: tree, scale: 1, displacement: 0)], demand: [0])
        }
    }

    @Test func `a provider's own converter replaces the generated one`() throws {
        var own = Code()
        own.emit(.mov(.r0, 7))
        let layout = ContextLayout(carrier: .kprobe, arguments: [.slot(index: 0)], customConverter: own)
        var code = Code()
        try layout.emitConverter(into: &code, demand: ContextDemand(arguments: [0]))
        #expect(code.instructions == own.instructions)
    }

    @Test func `a result is turned into an error number`() throws {
        let layout = ContextLayout(carrier: .rawTracepoint, errorResult: .slot(index: 1))
        var code = Code()
        try layout.emitConverter(into: &code, demand: .nothing)
        #expect(code.instructions.first == .load(.double, .r1, Address(.r6, 8)))
        #expect(code.instructions.last == .store(.word, Address(.r7, ProbeContext.errno), .register(.r1)))
    }

    @Test func `filters jump when a condition fails`() throws {
        let layout = ContextLayout(
            carrier: .rawTracepoint,
            filters: [
                .equals(.slot(index: 1), 39), .noBits(.taskField(offset: 16, width: .word, signed: false), mask: 6),
                .process(id: 1234),
            ])
        var code = Code()
        let skip = code.label()
        try layout.emitFilters(into: &code, otherwise: skip)
        #expect(
            code.instructions == [
                .load(.double, .r1, Address(.r6, 8)), .mov(.r2, 39), .jump(.notEqual, .r1, .register(.r2), skip),
                .call(.getCurrentTaskBtf), .load(.word, .r1, Address(.r0, 16)), .jump(.bitsSet, .r1, 6, skip),
                .call(.getCurrentPidTgid), .alu(.rsh, .w64, .r0, 32), .mov(.r1, 1234),
                .jump(.notEqual, .r0, .register(.r1), skip),
            ])
    }

    @Test func `a shortcut that holds saves the filters`() throws {
        let layout = ContextLayout(
            carrier: .rawTracepoint, filters: [.noBits(.taskField(offset: 16, width: .word, signed: false), mask: 2)],
            shortcut: .equals(.slot(index: 1), 1))
        var code = Code()
        let skip = code.label()
        try layout.emitFilters(into: &code, otherwise: skip)
        guard case .jump(.notEqual, .w64, .r1, .register(.r2), let all) = code.instructions[2],
            case .go(let passed) = code.instructions[3]
        else {
            Issue.record("\(code.instructions)")
            return
        }
        #expect(all != skip && passed != skip)
        #expect(
            code.instructions[4...] == [
                .bind(all), .call(.getCurrentTaskBtf), .load(.word, .r1, Address(.r0, 16)),
                .jump(.bitsSet, .r1, 2, skip), .bind(passed),
            ])
    }

    @Test func `registers that a slot leads to are read without a helper`() throws {
        let source = ArgumentSource.entryRegister(offset: 112, width: .double, signed: false)
        let layout = ContextLayout(
            carrier: .rawTracepoint, arguments: [source], entryRegisters: EntryRegisters(slot: 0, type: 162))
        var code = Code()
        try layout.emitConverter(into: &code, demand: ContextDemand(arguments: [0]))
        #expect(
            code.instructions == [
                .load(.double, .r1, Address(.r6)), .mov(.r2, 162), .callKernel("bpf_rdonly_cast"),
                .load(.double, .r1, Address(.r0, 112)),
                .store(.double, Address(.r7, ProbeContext.argument(0)), .register(.r1)),
            ])
    }
}
