import BPF
public import ProviderAPI
public import SystemInfo

/// Attaches a probe's sites for real and records every firing as its layouts convert it.
///
/// Each distinct layout gets a program that writes the next record of an array; the attach cookie is the number of the
/// site, so that firings are told apart.
public final class FiringRecorder {
    private let maps: MapSet
    private let attachments: Attachments
    private static let records: MapReference = "records"
    private static let counter: MapReference = "counter"

    /// One firing of a site.
    public struct Firing: Hashable, Sendable {
        /// The index of the site in the probe's list.
        public var site: Int
        /// arg0, arg1, ... as far as they were asked for.
        public var arguments: [Int64]
        public var returnValue: Int64
    }

    /// Loads and attaches; at most 4,096 firings can be read back.
    public init(_ probe: any Probe, arguments: Int, on system: HostSystem) throws {
        let maps = try MapSet([
            MapSpec(Self.records, .array, keySize: 4, valueSize: ProbeContext.headerSize, maxEntries: 4096),
            MapSpec(Self.counter, .array, keySize: 4, valueSize: 8, maxEntries: 1),
        ])
        var attachments = Attachments()
        let demand = ContextDemand(arguments: Set(0..<arguments))
        let sites = try probe.sites(for: demand, on: system)
        var requests: [Program: [AttachRequest]] = [:]
        for (index, site) in sites.enumerated() {
            requests[Program(layout: site.context, dispatch: site.dispatch), default: []].append(
                AttachRequest(site.attachPoint, cookie: UInt64(index)))
        }
        for (kind, requests) in requests {
            let layout = kind.layout
            let spec = ProgramSpec(
                name: "recorder", type: layout.carrier.programType,
                expectedAttachType: layout.carrier.expectedAttachType, code: try Self.code(kind, demand))
            let program = try LoadedProgram(spec, maps: maps)
            try attachments.attach(program, to: requests)
        }
        self.maps = maps
        self.attachments = attachments
    }

    /// How often the probe fired.
    public func count() throws -> Int {
        let bytes = try maps.withMap(Self.counter) { map throws(KernelError) in try map.lookup(key: UInt32(0)) }
        return Int(Self.number(bytes ?? [], at: 0, size: 8))
    }

    /// All firings in the order in which they began.
    public func firings(arguments: Int) throws -> [Firing] {
        try (0..<UInt32(min(count(), 4096))).map { index in
            let found = try maps.withMap(Self.records) { map throws(KernelError) in try map.lookup(key: index) }
            let bytes = found ?? []
            return Firing(
                site: Int(Self.number(bytes, at: Int(ProbeContext.probeID), size: 4)),
                arguments: (0..<arguments).map { Self.number(bytes, at: Int(ProbeContext.argument($0)), size: 8) },
                returnValue: Self.number(bytes, at: Int(ProbeContext.returnValue), size: 8))
        }
    }

    private static func number(_ bytes: [UInt8], at offset: Int, size: Int) -> Int64 {
        Int64(bitPattern: bytes.dropFirst(offset).prefix(size).reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// What sites must have in common to be served by one program.
    private struct Program: Hashable {
        var layout: ContextLayout
        var dispatch: Dispatch?
    }

    private static func code(_ program: Program, _ demand: ContextDemand) throws -> Code {
        let layout = program.layout
        var code = Code()
        let done = code.label()
        code.emit(.mov(.r6, .r1))
        if let dispatch = program.dispatch {
            try layout.emitValue(of: dispatch.selector, into: .r1, code: &code)
            code.emit(.jump(.notEqual, .r1, .immediate(Int32(dispatch.key)), done))
        }
        code += [
            .loadMapValue(.r1, counter, offset: 0), .mov(.r2, 1),
            .atomic(.fetchAdd, .double, Address(.r1), .r2), .store(.word, Address(.fp, -72), .register(.r2)),
            .loadMap(.r1, records), .mov(.r2, .fp), .add(.r2, -72), .call(.mapLookupElem),
            .jump(.equal, .r0, 0, done), .mov(.r7, .r0),
            .mov(.r1, .r6), .call(.getAttachCookie),
            .store(.word, Address(.r7, ProbeContext.probeID), .register(.r0)),
        ]
        try layout.emitConverter(into: &code, demand: demand)
        code.bind(done)
        code += [.mov(.r0, 0), .exit]
        return code
    }
}
