import BPF
package import ProviderAPI

extension ContextLayout: WireValue {
    package var json: JSON {
        .members([
            ("carrier", .string(carrier.description)),
            ("arguments", arguments.isEmpty ? nil : .array(arguments)),
            ("returnValue", returnValue?.json), ("errorResult", errorResult?.json),
            ("registers", .bool(registers == .context)),
            ("filters", filters.isEmpty ? nil : .array(filters)),
            ("converter", customConverter?.json),
        ])
    }

    package init(_ json: JSON, at place: String) throws(WireError) { try self.init(json, at: place, carrier: nil) }

    /// Reads a layout whose carrier is `carrier` when it is not given.
    package init(_ json: JSON, at place: String, carrier: Carrier?) throws(WireError) {
        var members = try Members(json, at: place)
        guard let carrier = try members.optional("carrier", as: Carrier.self) ?? carrier else {
            throw members.error("carrier", "is missing")
        }
        self.init(
            carrier: carrier,
            arguments: try members.values("arguments", as: ArgumentSource.self, mayBeMissing: true, limit: 10),
            returnValue: try members.optional("returnValue", as: ArgumentSource.self),
            errorResult: try members.optional("errorResult", as: ArgumentSource.self),
            registers: try members.bool("registers", default: carrier.beginsWithRegisters) ? .context : .none,
            filters: try members.values("filters", as: ContextFilter.self, mayBeMissing: true, limit: 16),
            customConverter: try members.optional("converter", as: Code.self))
        if registers == .context, !carrier.beginsWithRegisters {
            throw members.error("registers", "is true, but the context of the \(carrier) carrier has none")
        }
        try members.finish()
    }
}

extension Carrier: WireValue {
    /// The carriers that have a name in messages.
    package static let named: [Carrier] = [
        .kprobe, .kprobeMulti, .uprobe, .uprobeMulti, .tracepoint, .rawTracepoint, .perfEvent, .fentry, .fexit,
    ]

    /// Whether the native context begins with `struct pt_regs`.
    package var beginsWithRegisters: Bool { programType == .kprobe || programType == .perfEvent }

    package var json: JSON { .string(description) }

    package init(_ json: JSON, at place: String) throws(WireError) {
        guard let carrier = Self.named.first(where: { $0.json == json }) else {
            throw WireError(place, "is none of \(Self.named.map(\.description).joined(separator: ", "))")
        }
        self = carrier
    }
}

extension ContextFilter: WireValue {
    package var json: JSON {
        switch self {
        case .equals(let source, let value): .choice("equals", [("source", source.json), ("value", JSON(value))])
        case .noBits(let source, let mask): .choice("noBits", [("source", source.json), ("mask", JSON(mask))])
        case .process(let id): .choice("process", [("id", JSON(id))])
        }
    }

    package init(_ json: JSON, at place: String) throws(WireError) {
        var (name, members) = try Members.choice(json, at: place)
        switch name {
        case "equals":
            self = .equals(try members.value("source", as: ArgumentSource.self), try members.integer("value"))
        case "noBits":
            self = .noBits(try members.value("source", as: ArgumentSource.self), mask: try members.integer("mask"))
        case "process": self = .process(id: try members.integer("id"))
        default: throw WireError(place, "names the filter `\(name)`, which the protocol does not know")
        }
        try members.finish()
    }
}

extension Dispatch: WireValue {
    package var json: JSON { ["selector": selector.json, "key": JSON(key)] }

    package init(_ json: JSON, at place: String) throws(WireError) {
        var members = try Members(json, at: place)
        self.init(
            selector: try members.value("selector", as: ArgumentSource.self), key: try members.integer("key"))
        guard Self.keys.contains(key) else {
            throw members.error("key", "is not between 0 and \(Self.keys.upperBound - 1)")
        }
        try members.finish()
    }
}
