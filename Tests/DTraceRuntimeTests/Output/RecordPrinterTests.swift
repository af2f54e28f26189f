import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

@testable import DTraceRuntime

@Suite struct RecordPrinterTests {
    private struct Outcome {
        var output: String
        var diagnostics: String
        var events: [ControlEvent]
        var last: RecordDisposition
    }

    /// Consumes records of one clause whose single layout holds `actions`.
    private func run(
        _ actions: [RecordedAction], _ record: RecordFixture, probe: Int = 1, cpus: [Int] = [0],
        isCommitted: Bool = false,
        change: (inout OutputOptions) -> Void = { _ in }
    ) -> Outcome {
        let printer = RecordPrinter(program: program([actions], size: record.bytes.count), renderer: renderer(change))
        var output = OutputBuffer()
        var diagnostics = OutputBuffer()
        var events: [ControlEvent] = []
        var last = RecordDisposition.consumed
        for cpu in cpus {
            last = printer.consume(
                record.bytes.span.bytes, cpu: cpu, isCommitted: isCommitted, into: &output, diagnostics: &diagnostics
            ) { event, output in
                events.append(event)
                if case .printa = event { output.append("<printa>") }
            }
        }
        return Outcome(output: output.text, diagnostics: diagnostics.text, events: events, last: last)
    }

    /// Traces fields under `-q`.
    private func trace(
        _ set: WritableKeyPath<OutputOptions, Bool>? = nil, indent: Int = 14, _ build: (inout RecordFixture) -> Void
    ) -> String {
        var record = RecordFixture(headerOf: 1)
        build(&record)
        return run(record.fields.map { .trace($0) }, record) {
            $0.isQuiet = true
            $0.stackIndent = indent
            if let set { $0[keyPath: set] = true }
        }.output
    }

    @Test func `prints the heading once and a row for each record`() {
        var record = RecordFixture(headerOf: 1)
        let field = record.add(Int32(42))
        let result = run([.trace(field)], record, cpus: [0, 3])
        #expect(
            result.output == """
                CPU     ID                    FUNCTION:NAME
                  0      1                           :BEGIN          42
                  3      1                           :BEGIN          42

                """)
        #expect(result.diagnostics.isEmpty)
    }

    @Test func `leaves CPU and ID out for tests`() {
        let result = run([.defaultTrace], RecordFixture(headerOf: 7)) { $0.isTesting = true }
        #expect(result.output == "                   FUNCTION:NAME\n                      read:entry \n")
    }

    @Test func `prints only what the program prints under quiet`() {
        var record = RecordFixture(headerOf: 1)
        let number = record.add(Int64(-1))
        let name = record.add("sh", size: 8)
        let result = run([.trace(number), .printf(format(" %s\n"), [name])], record) { $0.isQuiet = true }
        #expect(result.output == "-1 sh\n")
    }

    @Test func `traces every width in its column`() {
        var record = RecordFixture(headerOf: 1)
        record.add(Int8(-1))
        record.add(UInt8(255))
        record.add(Int16(-1))
        record.add(UInt16(9))
        record.add(Int32(-1))
        record.add(UInt32.max)
        record.add(Int64(-1))
        record.add(UInt64.max)
        record.add("abc", size: 4)
        let result = run(record.fields.map { .trace($0) }, record) { $0.isTesting = true }
        let columns = "  -1 255    -1     9         -1 4294967295                  -1 18446744073709551615  abc"
        let row = result.output.split(separator: "\n")[1]
        #expect(row == "                          :BEGIN \(columns)\(String(repeating: " ", count: 30))")
    }

    @Test func `traces without columns under quiet`() {
        #expect(
            trace {
                $0.add(Int8(-1))
                $0.add(UInt64.max)
                $0.add("abc", size: 9)
            } == "-118446744073709551615abc")
    }

    @Test func `shows other sizes and raw bytes as a table`() {
        let table = """

                         0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                     0: 41 00 7f 20 7e 01 02 03 04 05 06 07 08 09 0a 0b  A.. ~...........
                    10: 42                                               B

            """
        let bytes: [UInt8] = [0x41, 0, 0x7f, 0x20, 0x7e] + Array(1...11) + [0x42]
        #expect(trace { $0.add(bytes: bytes, type: .array(.integer(.short), count: 8)) } == table)
    }

    @Test func `shows bytes that read as text as such`() {
        let type = DType.array(.integer(.char), count: 4)
        #expect(trace { $0.add(bytes: [0x61, 0x62, 0, 0], type: type) } == "ab")
        #expect(trace { $0.add(bytes: [0x61, 0x09, 0x07, 0x62], type: type) } == "a\t\u{7}b")
        let bytes: [[UInt8]] = [[0, 0, 0, 0], [0x61, 0, 0x62, 0], [0x61, 1, 0, 0], [0x61, 0x80, 0, 0]]
        for bytes in bytes {
            #expect(trace { $0.add(bytes: bytes, type: type) }.contains("0123456789abcdef"))
        }
    }

    @Test func `shows raw bytes as a table where they are asked for`() {
        #expect(
            trace(\.showsRawBytes) { $0.add(Int16(0x0102)) } == """

                             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                         0: 02 01                                            ..

                """)
    }

    @Test func `cuts tracemem to its length`() {
        for (length, expected) in [(2, 2), (9, 4), (-1, 4)] {
            var record = RecordFixture(headerOf: 1)
            let memory = record.add(bytes: [0x61, 0x62, 0x63, 0x64], type: .array(.integer(.char), count: 4))
            let field = record.add(Int64(length))
            let result = run([.tracemem(memory, length: field)], record) { $0.isQuiet = true }
            #expect(result.output.hasSuffix("  \("abcd".prefix(expected))\n"), "length \(length)")
        }
        var record = RecordFixture(headerOf: 1)
        let memory = record.add(bytes: [0x61, 0x62, 0x63, 0x64], type: .array(.integer(.char), count: 4))
        let field = record.add(Int64(0))
        #expect(run([.tracemem(memory, length: field)], record) { $0.isQuiet = true }.output == "")
    }

    @Test func `shows stacks and symbols`() {
        let kernel = DType.stack(DType.StackType(isUser: false, frames: 3))
        let user = DType.stack(DType.StackType(isUser: true, frames: 3))
        #expect(
            trace(indent: 2) { $0.add(process: 0, addresses: [0x1010, 0x9000, 0], type: kernel) }
                == "\n  vmlinux`do_work+0x10\n  0x9000\n")
        #expect(
            trace { $0.add(process: 42, addresses: [0x400100, 0x10], type: user) }
                == "\n              a.out`main\n              0x10\n")
        #expect(
            trace(\.skipsUserSymbols) { $0.add(process: 42, addresses: [0x400104], type: user) }
                == "\n              a.out:0x104\n")
        #expect(
            trace { $0.add(process: 0, addresses: [0x1010], type: .symbol(.sym)) }
                == "  vmlinux`do_work" + String(repeating: " ", count: 35))
        #expect(
            trace { $0.add(process: 42, addresses: [0x9], type: .symbol(.umod)) }
                == "  0x9" + String(repeating: " ", count: 47))
    }

    @Test func `hands control actions out in order`() {
        var record = RecordFixture(headerOf: 1)
        let status = record.add(Int32(3))
        let factor = record.add(Int64(1000))
        let name = record.add("out", size: 8)
        let id = AggregationID(index: 0)
        let result = run(
            [
                .printf(format("a"), []), .printa(nil, [id]), .printf(format("b"), []), .normalize(id, factor),
                .truncate(id, count: status), .clear(id), .denormalize(id), .system(format("cat %s"), [name]),
                .freopen(format("/tmp/%s"), [name]), .ftruncate, .setopt(name, nil), .exit(status),
            ], record
        ) { $0.isQuiet = true }
        #expect(result.output == "a<printa>b")
        #expect(
            result.events == [
                .printa(nil, [id]), .aggregation(.normalize(id, by: 1000)), .aggregation(.truncate(id, count: 3)),
                .aggregation(.clear(id)), .aggregation(.denormalize(id)), .system(Array("cat out".utf8)),
                .freopen(Array("/tmp/out".utf8)), .ftruncate, .setopt(name: "out", value: nil), .exit(status: 3),
            ])
    }

    @Test func `holds speculative records until they are committed`() {
        var record = RecordFixture(headerOf: 7)
        let id = record.add(Int32(5))
        let actions: [RecordedAction] = [.speculate(id), .printf(format("x"), [])]
        let held = run(actions, record)
        #expect(held.last == .speculative(SpeculationTag(bits: 5)))
        #expect(held.output.isEmpty)
        #expect(run(actions, record, isCommitted: true) { $0.isQuiet = true }.output == "x")
    }

    @Test func `prints no row for commit and discard`() {
        var record = RecordFixture(headerOf: 7)
        let id = record.add(Int32(5))
        let result = run([.commit(id), .discard(id)], record)
        #expect(result.output.isEmpty)
        #expect(result.events == [.commit(SpeculationTag(bits: 5)), .discard(SpeculationTag(bits: 5))])
    }

    @Test func `reports faults in DTrace's words`() {
        let fault = { (kind: UInt32, value: UInt64) -> String in
            var record = RecordFixture(headerOf: 7, clause: RecordHeader.faultClauseID)
            record.add(kind)
            record.add(UInt32(2))
            record.add(value)
            record.add(UInt32(17))
            record.add(UInt32(0))
            let result = self.run([.defaultTrace], record)
            #expect(result.output.isEmpty)
            return result.diagnostics
        }
        let start = "dtrace: error in dt_clause_2 for probe ID 7 (syscall:vmlinux:read:entry): "
        #expect(fault(1, 0x10) == start + "invalid address (0x10) at BPF pc 17\n")
        #expect(fault(4, 0) == start + "divide-by-zero at BPF pc 17\n")
        #expect(fault(11, UInt64(bitPattern: -3)) == start + "index out of bounds (-3) at BPF pc 17\n")
        for (kind, value, words) in [
            (2, 0x13, "invalid alignment (0x13)"), (3, 0, "illegal operation"), (5, 0, "out of scratch space"),
            (6, 0, "invalid kernel access"), (7, 0, "invalid user access"), (8, 0, "tuple stack overflow"),
            (9, 0x20, "bad stack (0x20)"), (10, 300, "invalid size (300)"), (12, 0, "library-level fault"),
        ] as [(UInt32, UInt64, String)] {
            #expect(fault(kind, value) == start + "\(words) at BPF pc 17\n")
        }
        #expect(fault(99, 0) == start + "unknown fault at BPF pc 17\n")
    }
}

/// A program with one clause for each list of layouts' actions.
func program(_ layouts: [[RecordedAction]], size: Int) -> CompiledProgram {
    CompiledProgram(
        clauses: [
            CompiledClause(
                id: 0, ordinal: 0, probes: [1], image: .init(), demand: .init(),
                records: layouts.map { RecordLayout(size: size, actions: $0) }, line: 1)
        ], maps: [], aggregations: [], probeContextSize: ProbeContext.headerSize, usesProbeNames: false)
}
