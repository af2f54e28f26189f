import BPF
import ProviderAPI
import Testing

/// Whole converters in the syntax of the kernel's own listings.
@Suite struct ConverterListingTests {
    private func listing(_ layout: ContextLayout, _ demand: Set<Int>) throws -> String {
        var code = Code()
        try layout.emitConverter(into: &code, demand: ContextDemand(arguments: demand))
        return code.description
    }

    @Test func `program counters of a sample`() throws {
        let layout = ContextLayout(
            carrier: .perfEvent, arguments: [.kernelProgramCounter, .userProgramCounter], registers: .context)
        #expect(
            try listing(layout, [0, 1]) == """
                0: r0 = *(u64 *)(r6 +136)
                1: r1 = 0
                2: if r0 & 0x3 goto pc+1
                3: r1 = *(u64 *)(r6 +128)
                4: *(u64 *)(r7 +56) = r1
                5: r0 = *(u64 *)(r6 +136)
                6: r1 = 0
                7: if r0 & 0x3 goto pc+1
                8: goto pc+1
                9: r1 = *(u64 *)(r6 +128)
                10: *(u64 *)(r7 +64) = r1
                """)
    }

    @Test func `fields of a trace event`() throws {
        let layout = ContextLayout(
            carrier: .tracepoint,
            arguments: [
                .fieldAddress(offset: 8), .field(offset: 24, width: .word, signed: true), .dataLocation(offset: 28),
            ])
        #expect(
            try listing(layout, [0, 1, 2, 5]) == """
                0: r1 = r6
                1: r1 += 8
                2: *(u64 *)(r7 +56) = r1
                3: r1 = *(u32 *)(r6 +24)
                4: r1 <<= 32
                5: r1 s>>= 32
                6: *(u64 *)(r7 +64) = r1
                7: r0 = *(u32 *)(r6 +28)
                8: r0 &= 65535
                9: r1 = r6
                10: r1 += r0
                11: *(u64 *)(r7 +72) = r1
                12: *(u64 *)(r7 +96) = 0
                """)
    }

    @Test func `a kernel function's seventh argument and its result`() throws {
        let layout = ContextLayout(
            carrier: .kprobe, arguments: SavedRegisters.native.argumentSources(count: 10),
            returnValue: .register(offset: 80, width: .double, signed: false), registers: .context)
        #expect(
            try listing(layout, [0, 6]) == """
                0: r1 = *(u64 *)(r6 +112)
                1: *(u64 *)(r7 +56) = r1
                2: r3 = *(u64 *)(r6 +152)
                3: r3 += 8
                4: r1 = r10
                5: r1 += -8
                6: r2 = 8
                7: call bpf_probe_read_kernel#113
                8: r1 = *(u64 *)(r10 -8)
                9: *(u64 *)(r7 +104) = r1
                10: r1 = *(u64 *)(r6 +80)
                11: *(u64 *)(r7 +48) = r1
                """)
    }
}
