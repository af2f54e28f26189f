import BPF
import ProviderAPI

/// The functions of the kernel that lie between a tracepoint and its programs: which of them a firing passes depends on the
/// tracepoint and on how many programs it has, so a stub looks at the first frames of the stack.
struct TracingFrames: Sendable {
    /// Array, 1 entry: u64 addresses, ascending. Number 0 is no address; odd ones begin such a function, the next one ends it.
    static let map: MapReference = "tracing_frames"

    /// What their names begin with: `__bpf_trace_<class>` calls the programs of one raw tracepoint, `__traceiter_<name>` all
    /// that is attached to a tracepoint when that is several.
    static let prefixes = ["__bpf_trace_", "__traceiter_"]

    /// The most of them that come before the place of the probe.
    private static let most = 2

    /// As the map has them, a power of two in number.
    let bounds: [UInt64]

    /// - Parameter functions: The ranges of their addresses, ascending; nil is given when there are none.
    init?(functions: [Range<UInt64>]) {
        var bounds: [UInt64] = [0]
        for function in functions {
            if bounds.count > 1, bounds.last == function.lowerBound {
                bounds.removeLast()
            } else {
                bounds.append(function.lowerBound)
            }
            bounds.append(function.upperBound)
        }
        guard bounds.count > 1 else { return nil }
        var room = 2
        while room < bounds.count { room *= 2 }
        bounds += [UInt64](repeating: .max, count: room - bounds.count)
        self.bounds = bounds
    }

    /// The bounds, which programs address without a helper call.
    private var spec: MapSpec {
        var contents: [UInt8] = []
        contents.reserveCapacity(bounds.count * 8)
        for bound in bounds {
            for byte in 0..<8 as Range<UInt64> { contents.append(UInt8(truncatingIfNeeded: bound >> (8 * byte))) }
        }
        return MapSpec(
            Self.map, .array, keySize: 4, valueSize: contents.count, maxEntries: 1, flags: .readOnlyProgram,
            frozenContents: contents)
    }

    /// Per-CPU array by probe id: u64 what was counted last, plus `unit` for each firing for which it still counts.
    static let counts: MapReference = "tracing_frame_counts"

    /// Each look costs as much as a stack does, and the number changes only when someone attaches to a tracepoint or leaves it.
    private static let firingsForEachLook: Int32 = 256
    private static let unit: Int32 = 4

    /// The maps of sessions with probes up to this id.
    func specs(highestProbeID: Int) -> [MapSpec] {
        [
            spec,
            MapSpec(Self.counts, .perCPUArray, keySize: 4, valueSize: 8, maxEntries: highestProbeID + 1),
        ]
    }

    /// A function `count(r1 = native context, r2 = probe id)`: r0 is how many such frames come first. `skipped` are the frames
    /// before them, this function's among them.
    func emitCount(skipped: Int32, into code: inout Code) {
        let look = code.label()
        let end = code.label()
        code += [.mov(.r6, .r1)]
        code.lookUp(Self.counts, key: .r2, missing: end)
        code += [
            .mov(.r8, .r0), .load(.double, .r1, Address(.r8)), .jump(.less, .r1, .immediate(Self.unit), look),
            .mov(.r0, .r1), .alu(.and, .w64, .r0, .immediate(Self.unit - 1)),
            .add(.r1, -Self.unit), .store(.double, Address(.r8), .register(.r1)), .exit,
            .bind(look),
        ]
        emitLook(skipped: skipped, into: &code)
        code += [
            .mov(.r1, .r7), .add(.r1, (Self.firingsForEachLook - 1) * Self.unit),
            .store(.double, Address(.r8), .register(.r1)), .mov(.r0, .r7), .exit,
            .bind(end), .mov(.r0, 0), .exit,
        ]
    }

    /// Sets r7 to the number of such frames on the stack; the native context is in r6. r9 is lost.
    private func emitLook(skipped: Int32, into code: inout Code) {
        let end = code.label()
        let frames = Int16(Self.most * 8) + 8
        for frame in 0..<Int16(Self.most) { code.emit(.store(.double, Address(.fp, frame * 8 - frames), 0)) }
        code += [
            .mov(.r1, .r6), .mov(.r2, .fp), .add(.r2, Int32(-frames)), .mov(.r3, Int32(Self.most * 8)),
            .mov(.r4, skipped), .mov(.r7, 0), .call(.getStack), .loadMapValue(.r9, Self.map, offset: 0),
        ]
        for frame in 0..<Int16(Self.most) {
            code += [.load(.double, .r1, Address(.fp, frame * 8 - frames)), .jump(.equal, .r1, 0, end)]
            emitSearch(into: &code)
            code += [.alu(.and, .w64, .r2, 1), .jump(.equal, .r2, 0, end), .add(.r7, 1)]
        }
        code.emit(.bind(end))
    }

    /// Sets r2 to the number of the last bound that is not above r1; the bounds are at r9. Nothing but the number of rounds
    /// decides where it goes, so that the verifier walks it once. All addresses are the kernel's: their differences fit into 64 bits.
    private func emitSearch(into code: inout Code) {
        let round = code.label()
        code += [
            .mov(.r2, 0), .mov(.r0, Int32(bounds.count / 2)),
            .bind(round),
            .mov(.r4, .r2), .alu(.add, .w64, .r4, .register(.r0)), .alu(.lsh, .w64, .r4, 3),
            .alu(.add, .w64, .r4, .register(.r9)), .load(.double, .r5, Address(.r4)),
            // All ones when the bound is above the address.
            .mov(.r3, .r1), .alu(.sub, .w64, .r3, .register(.r5)), .alu(.arsh, .w64, .r3, 63),
            .alu(.xor, .w64, .r3, -1), .alu(.and, .w64, .r3, .register(.r0)),
            // Verifiers before 6.3 know nothing of what `or` leaves.
            .alu(.add, .w64, .r2, .register(.r3)),
            .alu(.rsh, .w64, .r0, 1), .jump(.notEqual, .r0, 0, round),
        ]
    }
}

extension Carrier {
    /// Whether the kernel's functions of a tracepoint can come before the place of the probe.
    var hasTracingFrames: Bool { programType == .rawTracepoint || programType == .tracepoint }
}
