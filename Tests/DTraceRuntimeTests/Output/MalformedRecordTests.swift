import DCompiler
import DLanguage
import TestSupport
import Testing

@testable import DTraceRuntime

@Suite struct MalformedRecordTests {
    /// Every kind of action in one record.
    private func everything() -> (RecordFixture, [RecordedAction]) {
        var record = RecordFixture(headerOf: 7)
        let number = record.add(Int32(42))
        let wide = record.add(UInt64(0x1010), type: .pointer(.void, .kernel))
        let name = record.add("hello", size: 12)
        let part = record.add(probe: 9, part: .probefunc)
        let letters = record.add("abc", size: 8, type: .array(.integer(.char), count: 8))
        let stack = record.add(
            process: 42, addresses: [0x400100, 0x10, 0], type: .stack(.init(isUser: true, frames: 3)))
        let symbol = record.add(process: 0, addresses: [0x2000], type: .symbol(.sym))
        let float = record.add((2.5).bitPattern, type: .float(bytes: 8))
        let actions: [RecordedAction] = [
            .trace(number), .trace(wide), .trace(name), .trace(part), .trace(letters), .symbolic(stack), .trace(symbol),
            .tracemem(letters, length: wide), .print(letters, address: wide),
            .printf(
                format("%*d %.*x %s %S %c %C %Y %T %a %A %k %f %e %p %o %-*s\n"),
                [
                    number, number, number, wide, name, part, number, number, wide, wide, wide, symbol, stack, float,
                    float,
                    wide, number, number, name,
                ]),
            .truncate(AggregationID(index: 0), count: number), .normalize(AggregationID(index: 0), wide),
            .setopt(name, name), .system(format("%s"), [name]),
            .pcap(letters, protocolNumber: number, length: wide, captured: wide, time: wide),
            .exit(number),
        ]
        return (record, actions)
    }

    private func consume(_ bytes: [UInt8], _ printer: RecordPrinter) -> (RecordDisposition, String, String) {
        var output = OutputBuffer(capacity: 0)
        var diagnostics = OutputBuffer(capacity: 0)
        let disposition = printer.consume(bytes.span.bytes, cpu: 3, into: &output, diagnostics: &diagnostics) { _, _ in
        }
        return (disposition, output.text, diagnostics.text)
    }

    @Test func `reports what does not fit, prints nothing of it, and counts`() {
        let (record, actions) = everything()
        let program = program([actions], size: record.bytes.count)
        let printer = RecordPrinter(program: program, renderer: renderer())
        let wrongClause = RecordFixture(headerOf: 7, clause: 5).bytes
        let start = "dtrace: internal error: a record of CPU 3 does not fit the program: "
        var result = consume(wrongClause, printer)
        #expect(result == (.malformed, "", start + "the program has no clause 5\n"))
        result = consume(Array(record.bytes.dropLast(9)), printer)
        #expect(result.0 == .malformed && result.1.isEmpty)
        result = consume([1, 2, 3], printer)
        #expect(result.2 == start + "it has 3 bytes, fewer than a header\n")
        result = consume(RecordFixture(headerOf: 7, clause: 0, record: 1).bytes, printer)
        #expect(result.2 == start + "clause 0 has no record 1\n")
        var otherPart = record.bytes
        otherPart[36] = 99
        #expect(otherPart[36] != record.bytes[36])
        result = consume(otherPart, printer)
        #expect(result == (.malformed, "", start + "the data names a probe that this session does not have\n"))
        #expect(printer.malformedRecords == 5)
        for _ in 0..<20 { _ = consume(wrongClause, printer) }
        #expect(consume(wrongClause, printer).2.isEmpty)
        #expect(printer.malformedRecords == 26)
        #expect(consume(record.bytes, printer).0 == .consumed)
    }

    @Test func `survives 20,000 mutated records`() {
        var random = SeededGenerator(printing: 20_261_122)
        let (record, actions) = everything()
        let program = program([actions], size: record.bytes.count)
        let printer = RecordPrinter(program: program, renderer: renderer { $0.indentsFlow = true })
        var counts: [RecordDisposition: Int] = [:]
        var leaks = 0
        var output = OutputBuffer()
        var diagnostics = OutputBuffer()
        for _ in 0..<20_000 {
            var bytes = record.bytes
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let index = Int.random(in: bytes.indices, using: &random)
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            if Int.random(in: 0..<8, using: &random) == 0 {
                bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            }
            if Int.random(in: 0..<8, using: &random) == 0, bytes.count >= 6 {
                bytes.replaceSubrange(4..<6, with: [0xff, 0xff])
            }
            output.removeAll()
            diagnostics.removeAll()
            let disposition = printer.consume(
                bytes.span.bytes, cpu: 3, into: &output, diagnostics: &diagnostics
            ) { _, _ in }
            counts[disposition, default: 0] += 1
            if disposition != .consumed, output.count > 0 { leaks += 1 }
        }
        #expect(leaks == 0, "a malformed record prints nothing")
        #expect(counts[.consumed, default: 0] > 5000)
        #expect(counts[.malformed, default: 0] > 1000)
        #expect(printer.malformedRecords == counts[.malformed])
    }

    @Test func `survives mutated aggregation entries`() throws {
        var random = SeededGenerator(printing: 20_261_123)
        let (keys, _) = everything()
        let functions: [AggregatingFunction] = [
            .count, .avg, .min, .stddev, .quantize, .lquantize(base: -5, limit: 5, step: 2),
            .llquantize(factor: 10, low: 0, high: 6, steps: 20),
        ]
        for (index, function) in functions.enumerated() {
            let fixture = AggregationFixture(function, index: index, keys: keys)
            let store = AggregationStore(layouts: [fixture.layout], renderer: renderer())
            store.snapshot(of: fixture.id) { table in
                for _ in 0..<300 {
                    var key = keys.bytes
                    key[Int.random(in: key.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                    if Int.random(in: 0..<10, using: &random) == 0 {
                        key.removeLast(Int.random(in: 0...key.count, using: &random))
                    }
                    var values = (0..<(fixture.layout.valueWords * 16)).map { _ in
                        UInt8.random(in: 0...255, using: &random)
                    }
                    if Int.random(in: 0..<10, using: &random) == 0 { values.removeLast() }
                    try? table.add(key: key.span.bytes, values: values.span.bytes)
                }
            }
            _ = store.apply(.normalize(fixture.id, by: .max))
            var output = OutputBuffer()
            try store.print([fixture.id], format: nil, into: &output)
            _ = store.apply(.clear(fixture.id))
            _ = store.apply(.truncate(fixture.id, count: .min))
            try store.print([fixture.id], format: format("%@d"), into: &output)
            #expect(output.count > 1000)
        }
    }
}
