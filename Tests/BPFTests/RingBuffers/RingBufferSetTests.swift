import BPF
import Testing

extension KernelSuite {
    @Suite struct RingBufferSetTests {
        static let outer = MapSpec(
            "rings", .arrayOfMaps, keySize: 4, valueSize: 4, maxEntries: Processors.possibleCount,
            inner: InnerMap(type: .ringBuffer, keySize: 0, valueSize: 0, maxEntries: 1 << 22))

        /// A program that sends its first argument, and its double, to the ring of its CPU; r0 is 1 when there was no room.
        ///
        /// The reader is not woken (`BPF_RB_NO_WAKEUP`, 1) unless asked for (`BPF_RB_FORCE_WAKEUP`, 2).
        static func sender(wakeup: Int32 = 1) -> Code {
            var code = Code()
            let full = code.label()
            code += [
                .load(.double, .r7, Address(.r1)), .call(.getSmpProcessorId),
                .store(.word, Address(.fp, -4), .register(.r0)),
                .loadMap(.r1, "rings"), .mov(.r2, .fp), .add(.r2, -4), .call(.mapLookupElem),
                .jump(.equal, .r0, 0, full), .mov(.r1, .r0), .mov(.r2, 16), .mov(.r3, 0), .call(.ringbufReserve),
                .jump(.equal, .r0, 0, full), .store(.double, Address(.r0), .register(.r7)), .alu(.lsh, .w64, .r7, 1),
                .store(.double, Address(.r0, 8), .register(.r7)), .mov(.r1, .r0), .mov(.r2, wakeup),
                .call(.ringbufSubmit),
                .mov(.r0, 0), .exit,
            ]
            code.bind(full)
            code += [.mov(.r0, 1), .exit]
            return code
        }

        @Test func `reads 100,000 records back in order`() throws {
            try checkingDescriptors {
                let maps = try MapSet([Self.outer])
                let rings = try maps.withMap("rings") { map throws(KernelError) in try RingBufferSet(perCPUIn: map) }
                #expect(rings.count == Processors.possibleCount)
                let program = try LoadedProgram(
                    ProgramSpec(name: "sender", type: .rawTracepoint, code: Self.sender()), maps: maps)
                for number in 0..<100_000 as Range<UInt64> {
                    let full = try program.testRun(arguments: [number], cpu: 0)
                    #expect(full == 0)
                }
                #expect(rings.unreadByteCount(ring: 0) == 100_000 * 24)
                var next: UInt64 = 0
                let count = rings.drain(ring: 0) { record in
                    let value = record.unsafeLoad(fromByteOffset: 0, as: UInt64.self)
                    let double = record.unsafeLoad(fromByteOffset: 8, as: UInt64.self)
                    if record.byteCount == 16, value == next, double == 2 * value { next += 1 }
                }
                #expect(count == 100_000)
                #expect(next == 100_000)
                #expect(rings.drainAll { _, _ in } == 0)
            }
        }

        @Test func `tells the ring of each record and gives space back`() throws {
            let maps = try MapSet([Self.outer])
            let rings = try maps.withMap("rings") { map throws(KernelError) in try RingBufferSet(perCPUIn: map) }
            let program = try LoadedProgram(
                ProgramSpec(name: "sender", type: .rawTracepoint, code: Self.sender()), maps: maps)
            var sent = 0
            while try program.testRun(arguments: [1], cpu: 0) == 0 { sent += 1 }
            // 16 bytes and a header of 8 in 4 MiB; the kernel keeps one byte free.
            #expect(sent == (1 << 22) / 24)
            for cpu in Processors.online.dropFirst() { try program.testRun(arguments: [2], cpu: cpu) }
            var perRing = [Int](repeating: 0, count: rings.count)
            rings.drainAll { ring, _ in perRing[ring] += 1 }
            #expect(perRing == [sent] + Processors.online.dropFirst().map { _ in 1 })
            #expect(try program.testRun(arguments: [1], cpu: 0) == 0)
        }

        @Test func `a reader that gives up has read what it has seen`() throws {
            let maps = try MapSet([Self.outer])
            let rings = try maps.withMap("rings") { map throws(KernelError) in try RingBufferSet(perCPUIn: map) }
            let program = try LoadedProgram(
                ProgramSpec(name: "sender", type: .rawTracepoint, code: Self.sender()), maps: maps)
            for number in 0..<10 as Range<UInt64> { try program.testRun(arguments: [number], cpu: 0) }
            #expect(throws: KernelError.self) {
                try rings.drain(ring: 0) { record throws(KernelError) in
                    if record.unsafeLoad(as: UInt64.self) == 3 { throw KernelError("read on", because: "enough") }
                }
            }
            #expect(rings.unreadByteCount(ring: 0) == 6 * 24)
            var rest: [UInt64] = []
            rings.drain(ring: 0) { rest.append($0.unsafeLoad(as: UInt64.self)) }
            #expect(rest == [4, 5, 6, 7, 8, 9])
        }

        @Test func `ends though its own body causes records`() throws {
            let maps = try MapSet([Self.outer])
            let rings = try maps.withMap("rings") { map throws(KernelError) in try RingBufferSet(perCPUIn: map) }
            let program = try LoadedProgram(
                ProgramSpec(name: "sender", type: .rawTracepoint, code: Self.sender()), maps: maps)
            for _ in 0..<10 { try program.testRun(arguments: [1], cpu: 0) }
            let first = try rings.drain(ring: 0) { _ throws(KernelError) in try program.testRun(arguments: [1], cpu: 0)
            }
            #expect(first == 10)
            #expect(rings.drain(ring: 0) { _ in } == 10)
        }

        @Test func `waits until told, and no longer than asked`() throws {
            let rings = try RingBufferSet()
            #expect(try rings.wait(milliseconds: 1) == .timeout)
            rings.wake()
            #expect(try rings.wait(milliseconds: -1) == .interrupted)
            #expect(try rings.wait(milliseconds: 0) == .timeout)
        }

        @Test func `is woken by a program that asks for it`() throws {
            for (wakeup, expected) in [(1, RingBufferSet.WaitResult.timeout), (2, .records)] {
                let maps = try MapSet([Self.outer])
                let rings = try maps.withMap("rings") { map throws(KernelError) in try RingBufferSet(perCPUIn: map) }
                let program = try LoadedProgram(
                    ProgramSpec(name: "sender", type: .rawTracepoint, code: Self.sender(wakeup: Int32(wakeup))),
                    maps: maps)
                try program.testRun(arguments: [1], cpu: 0)
                #expect(try rings.wait(milliseconds: 50) == expected)
            }
        }

        @Test func `refuses maps that are no ring buffers`() {
            #expect(throws: KernelError.self) {
                let map = try BPFMap(.counters("plain"))
                _ = try RingBufferSet(perCPUIn: map)
            }
        }
    }
}
