extension TypedProgram {
    /// The action's name and arguments.
    func text(_ action: TypedAction) -> String {
        switch action {
        case .defaultTrace: "default"
        case .trace(let value): "trace \(text(value))"
        case .printf(let format, let values): formatted("printf", format, values)
        case .printa(let format, let ids):
            (["printa"] + [format?.description].compactMap { $0 } + ids.map(name(of:))).joined(separator: " ")
        case .print(let value): "print \(text(value))"
        case .tracemem(let address, let size, let length):
            "tracemem \(text(address)) \(size)" + (length.map { " \(text($0))" } ?? "")
        case .symbolic(let value): "symbolic \(text(value))"
        case .exit(let status): "exit \(text(status))"
        case .system(let format, let values): formatted("system", format, values)
        case .freopen(let format, let values): formatted("freopen", format, values)
        case .ftruncate: "ftruncate"
        case .clear(let id): "clear \(name(of: id))"
        case .truncate(let id, let count): "trunc \(name(of: id))" + (count.map { " \(text($0))" } ?? "")
        case .normalize(let id, let factor): "normalize \(name(of: id)) \(text(factor))"
        case .denormalize(let id): "denormalize \(name(of: id))"
        case .setopt(let name, let value): "setopt \(text(name))" + (value.map { " \(text($0))" } ?? "")
        case .speculate(let id): "speculate \(text(id))"
        case .commit(let id): "commit \(text(id))"
        case .discard(let id): "discard \(text(id))"
        case .raise(let signal): "raise \(text(signal))"
        case .return(let value): "return \(text(value))"
        case .stop: "stop"
        case .chill(let time): "chill \(text(time))"
        case .pcap(let address, let number): "pcap \(text(address)) \(text(number))"
        }
    }

    private func formatted(_ name: String, _ format: PrintfFormat, _ values: [TypedExpression]) -> String {
        ([name, format.description] + values.map(text)).joined(separator: " ")
    }
}

extension PrintfFormat: CustomStringConvertible {
    /// The format between quotes, conversions with their flags in a fixed order.
    public var description: String {
        var bytes: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .literal(let text): bytes += text.flatMap { $0 == UInt8(ascii: "%") ? [$0, $0] : [$0] }
            case .conversion(let conversion): bytes += Array(conversion.description.utf8)
            }
        }
        return String(quoting: bytes)
    }
}

extension PrintfFormat.Conversion: CustomStringConvertible {
    /// The conversion as a format has it, its flags in a fixed order.
    public var description: String {
        var text = "%" + (isAggregation ? "@" : "")
        text += String(source: flags.sorted())
        if let width { text += width.text }
        if let precision { text += "." + precision.text }
        return text + size + String(source: [character])
    }
}

extension PrintfFormat.Conversion.Extent {
    fileprivate var text: String {
        switch self {
        case .constant(let value): "\(value)"
        case .argument: "*"
        }
    }
}
