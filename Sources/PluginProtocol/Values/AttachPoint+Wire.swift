package import BPF
import SystemInfo

extension AttachPoint: WireValue {
    package var json: JSON {
        switch self {
        case .uprobe(let path, let offset, let isReturn, let process, let semaphore):
            .choice(
                "uprobe",
                [
                    ("path", .string(path)), ("offset", JSON(offset)), ("return", .bool(isReturn)),
                    ("process", process.map { JSON($0) }), ("semaphore", JSON(semaphore)),
                ])
        case .kprobe(let symbol, let offset, let isReturn):
            .choice(
                "kprobe", [("symbol", .string(symbol)), ("offset", JSON(offset)), ("return", .bool(isReturn))])
        case .kprobeAddress(let address, let symbol, let isReturn):
            .choice(
                "kprobeAddress",
                [("address", JSON(address)), ("symbol", .string(symbol)), ("return", .bool(isReturn))])
        case .tracepoint(let id): .choice("tracepoint", [("id", JSON(id))])
        case .rawTracepoint(let name): .choice("rawTracepoint", [("name", .string(name))])
        case .perfEvent(let event): .choice("perfEvent", event.members)
        case .tracing(let id, let module, let isExit):
            .choice("tracing", [("btfID", JSON(id)), ("module", .string(module)), ("exit", .bool(isExit))])
        case .testRun: .choice("testRun", [])
        }
    }

    package init(_ json: JSON, at place: String) throws(WireError) {
        var (name, members) = try Members.choice(json, at: place)
        switch name {
        case "uprobe":
            let path = try members.string("path")
            self = .uprobe(
                path: path, offset: try members.fileOffset(in: path),
                isReturn: try members.bool("return", default: false), processID: try members.process(),
                semaphore: try members.integer("semaphore", default: 0))
        case "kprobe":
            self = .kprobe(
                symbol: try members.string("symbol"), offset: try members.integer("offset", default: 0),
                isReturn: try members.bool("return", default: false))
        case "kprobeAddress":
            self = .kprobeAddress(
                try members.integer("address"), symbol: try members.string("symbol"),
                isReturn: try members.bool("return", default: false))
        case "tracepoint": self = .tracepoint(id: try members.integer("id"))
        case "rawTracepoint": self = .rawTracepoint(name: try members.string("name"))
        case "perfEvent": self = .perfEvent(try PerfEventAttachPoint(&members))
        case "tracing":
            self = .tracing(
                btfID: try members.integer("btfID"), module: try members.string("module", default: ""),
                isExit: try members.bool("exit", default: false))
        case "testRun": self = .testRun
        default: throw WireError(place, "names the attach point `\(name)`, which the protocol does not know")
        }
        try members.finish()
    }
}

extension Members {
    /// An `offset`, or where the `function` of a program or library begins in its file.
    fileprivate mutating func fileOffset(in path: String) throws(WireError) -> UInt64 {
        guard path.hasPrefix("/") else { throw error("path", "is not an absolute path") }
        guard let name = optional("function") else { return try integer("offset") }
        guard case .string(let function) = name else { throw error("function", "is \(name.kind), not a string") }
        do {
            let file = try ELFFile(path: path)
            guard let address = try file.address(ofSymbol: function),
                let offset = try file.segments().fileOffset(of: address)
            else { throw error("function", "is not a function of \(path)") }
            return offset
        } catch let failure as WireError {
            throw failure
        } catch let failure {
            throw error("function", "cannot be found: \(failure)")
        }
    }

    /// The process that a uprobe is limited to; none means every process.
    fileprivate mutating func process() throws(WireError) -> Int? {
        guard let json = optional("process") else { return nil }
        guard case .integer(let number) = json, let id = Int32(exactly: number), id > 0 else {
            throw error("process", "is not a process id")
        }
        return Int(id)
    }
}

extension PerfEventAttachPoint {
    fileprivate var members: [(String, JSON?)] {
        var period: UInt64?
        var frequency: UInt64?
        switch sampling {
        case .period(let value): period = value
        case .frequency(let value): frequency = value
        }
        return [
            ("type", JSON(type)), ("config", JSON(config)), ("config1", JSON(config1)), ("config2", JSON(config2)),
            ("breakpointType", JSON(breakpointType)), ("period", period.map { JSON($0) }),
            ("frequency", frequency.map { JSON($0) }), ("cpus", cpus == .all ? "all" : "one"),
        ]
    }

    fileprivate init(_ members: inout Members) throws(WireError) {
        let period = try members.integer("period", as: UInt64.self, default: 0)
        let frequency = try members.integer("frequency", as: UInt64.self, default: 0)
        guard (period == 0) != (frequency == 0) else {
            throw WireError(members.place, "must have either a `period` or a `frequency` above 0")
        }
        let cpus = try members.string("cpus", default: "all")
        guard cpus == "all" || cpus == "one" else {
            throw members.error("cpus", "is neither \"all\" nor \"one\"")
        }
        self.init(
            type: try members.integer("type"), config: try members.integer("config"),
            breakpointType: try members.integer("breakpointType", default: 0),
            config1: try members.integer("config1", default: 0), config2: try members.integer("config2", default: 0),
            sampling: period > 0 ? .period(period) : .frequency(frequency), cpus: cpus == "all" ? .all : .one)
    }
}
