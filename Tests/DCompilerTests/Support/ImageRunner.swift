import BPF
import DCompiler
import DLanguage
import ProviderAPI

/// Runs the images of a compiled program as raw tracepoint programs, with the maps a session would have.
struct ImageRunner: ~Copyable {
    let compiled: CompiledProgram
    let maps: MapSet
    private let rings: RingBufferSet
    private let programs: [Box]

    private final class Box {
        let program: LoadedProgram
        init(_ program: consuming LoadedProgram) { self.program = program }
    }

    /// The memory of one probe context before a firing.
    struct Firing {
        var probeID: UInt32 = 1
        var arguments = [Int64](repeating: 0, count: 10)
        var errno: Int32 = 0
    }

    /// What a fault left in the probe context.
    struct Fault: Hashable {
        var kind: UInt32
        var value: UInt64
        var clause: UInt32
        var slot: UInt32
    }

    init(
        _ program: TypedProgram, options: CompileOptions = CompileOptions(), ringSize: Int = 1 << 20,
        type: ProgramType = .rawTracepoint, extraMaps: [MapSpec] = []
    ) throws {
        let compiled = try compile(program, options: options)
        let maps = try MapSet(compiled.maps + Self.runtimeMaps(compiled, ringSize) + extraMaps)
        let rings = try maps.withMap(RuntimeMap.rings) { map throws(KernelError) in try RingBufferSet(perCPUIn: map) }
        programs = try Self.load(compiled, maps, type)
        self.compiled = compiled
        self.maps = maps
        self.rings = rings
    }

    private static func load(_ compiled: CompiledProgram, _ maps: borrowing MapSet, _ type: ProgramType) throws -> [Box]
    {
        var programs: [Box] = []
        for clause in compiled.clauses {
            let spec = ProgramSpec(name: "clause\(clause.id)", type: type, code: wrapped(clause.image))
            do { programs.append(Box(try LoadedProgram(spec, maps: maps))) } catch {
                throw Rejection(error, clause.image)
            }
        }
        return programs
    }

    private static func runtimeMaps(_ compiled: CompiledProgram, _ ringSize: Int) -> [MapSpec] {
        [
            MapSpec("contexts", .array, keySize: 4, valueSize: compiled.probeContextSize, maxEntries: 1),
            MapSpec(RuntimeMap.state, .array, keySize: 4, valueSize: 16, maxEntries: 1),
            MapSpec(
                RuntimeMap.drops, .perCPUArray, keySize: 4, valueSize: DropKind.allCases.count * 8, maxEntries: 1),
            MapSpec(
                RuntimeMap.probeNames, .array, keySize: 4, valueSize: RuntimeMap.probeNameEntrySize, maxEntries: 4),
            MapSpec(
                RuntimeMap.rings, .arrayOfMaps, keySize: 4, valueSize: 4, maxEntries: Processors.possibleCount,
                inner: InnerMap(type: .ringBuffer, keySize: 0, valueSize: 0, maxEntries: ringSize)),
        ]
    }

    /// A prologue that finds a probe context and calls the image.
    private static func wrapped(_ image: Code) -> Code {
        var code = Code()
        let none = code.label()
        let body = code.label()
        code += [
            .mov(.r6, .r1), .store(.word, Address(.fp, -4), 0), .loadMap(.r1, "contexts"), .mov(.r2, .fp),
            .add(.r2, -4), .call(.mapLookupElem), .jump(.equal, .r0, 0, none),
            .mov(.r1, .r6), .mov(.r2, .r0), .mov(.r3, 0),
            .callLocal(body), .exit,
        ]
        code.bind(none)
        code += [.mov(.r0, 1), .exit]
        code.bind(body)
        code.append(image)
        return code
    }

    /// Fires once: every clause in order, on one probe context. Returns the fault of the last clause that had one.
    @discardableResult
    func fire(_ firing: Firing = Firing()) throws -> Fault? {
        try prepare(firing)
        try Processes.onFirstCPU { for box in programs { try box.program.testRun(cpu: 0) } }
        let after = try contents("contexts")
        let kind: UInt32 = after.get(Int(ProbeContext.fault))
        guard kind != 0 else { return nil }
        return Fault(
            kind: kind, value: after.get(Int(ProbeContext.faultValue)),
            clause: after.get(Int(ProbeContext.faultClause)),
            slot: after.get(Int(ProbeContext.faultOffset)))
    }

    /// Fills the probe context.
    func prepare(_ firing: Firing) throws {
        var bytes = [UInt8](repeating: 0, count: compiled.probeContextSize)
        bytes.set(firing.probeID, at: Int(ProbeContext.probeID))
        bytes.set(firing.errno, at: Int(ProbeContext.errno))
        for (index, value) in firing.arguments.enumerated() { bytes.set(value, at: Int(ProbeContext.argument(index))) }
        let context = bytes
        try maps.withMap("contexts") { map throws(KernelError) in try map.update(key: UInt32(0), value: context) }
    }

    /// Puts the clauses' programs into a program array.
    func enter(into array: MapReference) throws {
        try maps.withMap(array) { map throws(KernelError) in
            for (index, box) in programs.enumerated() { try map.setProgram(box.program, at: index) }
        }
    }

    /// The bytes of all records not yet read.
    func records() -> [[UInt8]] {
        var records: [[UInt8]] = []
        rings.drainAll { _, record in
            records.append((0..<record.byteCount).map { record.unsafeLoad(fromByteOffset: $0, as: UInt8.self) })
        }
        return records
    }

    /// The value of entry 0 of an array map.
    func contents(_ map: MapReference) throws -> [UInt8] {
        try maps.withMap(map) { map throws(KernelError) in try map.lookup(key: UInt32(0)) } ?? []
    }

    /// The words of an aggregation's entry on CPU 0; nil when there is none.
    func words(_ id: AggregationID, key: [UInt8]? = nil) throws -> [Int64]? {
        let layout = compiled.aggregations[id.index]
        let bytes = try maps.withMap(layout.map) { map throws(KernelError) in
            if let key { try map.lookup(key: key) } else { try map.lookup(key: UInt32(0)) }
        }
        return bytes.map { bytes in (0..<layout.valueWords).map { bytes.get($0 * 8) } }
    }

    func drops(_ kind: DropKind) throws -> UInt64 { try contents(RuntimeMap.drops).get(kind.rawValue * 8) }

    /// The most instructions the verifier walked for a clause.
    func verifierWork() throws -> Int {
        var most = 0
        for box in programs { most = max(most, try box.program.information().verifiedInstructionCount) }
        return most
    }
}

/// A program the verifier refused, with what leads up to the complaint.
struct Rejection: Error, CustomStringConvertible {
    let description: String

    init(_ error: any Error, _ image: Code) {
        guard let load = error as? LoadError, case .rejected(let rejection) = load else {
            description = "\(error)"
            return
        }
        description = "\(rejection)\n" + rejection.log.split(separator: "\n").suffix(40).joined(separator: "\n")
    }
}

extension [UInt8] {
    func get<Number: FixedWidthInteger>(_ offset: Int) -> Number {
        var result: Number = 0
        for index in 0..<MemoryLayout<Number>.size {
            result |= Number(truncatingIfNeeded: self[offset + index]) << (8 * index)
        }
        return result
    }

    mutating func set<Number: FixedWidthInteger>(_ value: Number, at offset: Int) {
        for index in 0..<MemoryLayout<Number>.size {
            self[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
        }
    }

    /// The bytes up to the first zero as text.
    func text(_ offset: Int) -> String { String(decoding: self[offset...].prefix { $0 != 0 }, as: UTF8.self) }
}
