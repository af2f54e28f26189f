import DCompiler
import DLanguage
import SystemInfo

extension RecordPrinter {
    /// Prints an action's data, or hands out what it asks for.
    func perform(
        _ action: PreparedAction, on record: RawSpan, into output: inout OutputBuffer,
        control: (ControlEvent, inout OutputBuffer) -> Void
    ) throws(MalformedData) {
        switch action {
        case .printf(let format): try renderer.append(format, in: record, to: &output)
        case .trace(let value, _) where !renderer.options.showsRawBytes:
            try output.append(value, isQuiet: renderer.options.isQuiet, in: record)
        case .trace(_, let field): try renderer.appendTraced(field, in: record, to: &output)
        case .system(let format): control(.system(try formatted(format, record)), &output)
        case .freopen(let format): control(.freopen(try formatted(format, record)), &output)
        case .plain(let action):
            if try !perform(printing: action, on: record, into: &output),
                let event = try event(of: action, in: record)
            {
                control(event, &output)
            }
        }
    }

    private func formatted(_ format: PreparedFormat, _ record: RawSpan) throws(MalformedData) -> [UInt8] {
        var text = OutputBuffer(capacity: 0)
        try renderer.append(format, in: record, to: &text)
        return text.bytes
    }

    /// Prints an action that only prints; false for others.
    private func perform(
        printing action: RecordedAction, on record: RawSpan, into output: inout OutputBuffer
    ) throws(MalformedData) -> Bool {
        switch action {
        case .defaultTrace: break
        case .trace(let field), .symbolic(let field):
            try renderer.appendTraced(field, in: record, to: &output)
        case .print(let field, let address):
            try renderer.appendTree(field, address: address, in: record, to: &output)
        case .tracemem(let field, let length):
            var range = try renderer.range(of: field, in: record)
            if let length {
                // A negative length, and one beyond what was copied, show all of it; 0 shows nothing at all.
                let asked = UInt64(bitPattern: try renderer.number(length, in: record))
                if asked < UInt64(range.count) {
                    range = range.lowerBound..<(range.lowerBound + Int(asked))
                }
            }
            output.append(hexDump: record, in: range)
        default: return false
        }
        return true
    }

    private func event(of action: RecordedAction, in record: RawSpan) throws(MalformedData) -> ControlEvent? {
        switch action {
        case .exit(let field):
            return .exit(status: Int32(truncatingIfNeeded: try renderer.number(field, in: record)))
        case .printa(let format, let aggregations): return .printa(format, aggregations)
        case .ftruncate: return .ftruncate
        case .clear(let id): return .aggregation(.clear(id))
        case .denormalize(let id): return .aggregation(.denormalize(id))
        case .normalize(let id, let field):
            return .aggregation(.normalize(id, by: UInt64(bitPattern: try renderer.number(field, in: record))))
        case .truncate(let id, let field):
            guard let field else { return .aggregation(.truncate(id, count: nil)) }
            return .aggregation(.truncate(id, count: Int(try renderer.number(field, in: record))))
        case .setopt(let name, let value):
            guard let value else { return .setopt(name: try text(name, record), value: nil) }
            return .setopt(name: try text(name, record), value: try text(value, record))
        case .commit(let field):
            return .commit(try speculation(field, record))
        case .discard(let field):
            return .discard(try speculation(field, record))
        case .pcap(let field, let protocolNumber, let length, let captured, let time):
            let count = max(0, Int(clamping: try renderer.number(captured, in: record)))
            var packet = CapturedPacket(
                length: UInt64(bitPattern: try renderer.number(length, in: record)),
                protocolNumber: UInt64(bitPattern: try renderer.number(protocolNumber, in: record)),
                time: UInt64(bitPattern: try renderer.number(time, in: record)))
            packet.bytes.append(record, in: try renderer.range(of: field, in: record).prefix(count))
            return .pcap(packet)
        case .defaultTrace, .trace, .symbolic, .print, .tracemem, .printf, .system, .freopen, .speculate: return nil
        }
    }

    func speculation(_ field: RecordField, _ record: RawSpan) throws(MalformedData) -> SpeculationTag {
        SpeculationTag(bits: UInt32(truncatingIfNeeded: try renderer.number(field, in: record)))
    }

    private func text(_ field: RecordField, _ record: RawSpan) throws(MalformedData) -> String {
        var text = OutputBuffer(capacity: 0)
        guard try renderer.appendText(field, in: record, to: &text) else {
            throw MalformedData("an option is not named by a string")
        }
        return text.text
    }
}

extension ValueRenderer {
    /// Reads a field that must be a number, extended by its sign.
    func number(_ field: RecordField, in data: RawSpan) throws(MalformedData) -> Int64 {
        guard let scalar = try scalar(field, in: data) else {
            throw MalformedData("an action's argument at \(field.offset) is not a number")
        }
        return scalar.signed
    }
}
