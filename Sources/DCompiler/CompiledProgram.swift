public import BPF
public import DLanguage
public import ProviderAPI

/// What the compiler makes of a typed program: images, record layouts and the maps they need.
public struct CompiledProgram: Sendable {
    public var clauses: [CompiledClause]
    /// Every map the images refer to, apart from the runtime's own (`RuntimeMap`).
    public var maps: [MapSpec]
    public var aggregations: [AggregationLayout]
    /// The size in bytes of a probe context: header, `this` variables, scratch memory.
    public var probeContextSize: Int
    /// Whether images read the names of probes from `RuntimeMap.probeNames`.
    public var usesProbeNames: Bool
    /// Bytes behind the probe context's header that hold `this` variables: the stub clears them before the first clause
    /// of a firing.
    public var clauseLocalSize: Int

    public init(
        clauses: [CompiledClause], maps: [MapSpec], aggregations: [AggregationLayout], probeContextSize: Int,
        usesProbeNames: Bool, clauseLocalSize: Int = 0
    ) {
        self.clauseLocalSize = clauseLocalSize
        self.clauses = clauses
        self.maps = maps
        self.aggregations = aggregations
        self.probeContextSize = probeContextSize
        self.usesProbeNames = usesProbeNames
    }
}

/// One compiled clause.
public struct CompiledClause: Sendable {
    /// The index in `CompiledProgram.clauses`; records carry it.
    public var id: Int
    /// The place of the source clause in the program; enablings run in this order.
    public var ordinal: Int
    /// The resolver's ids of the probes it serves.
    public var probes: [Int]
    /// The function `image(r1 = native context, r2 = probe context, r3 = own frames)`; ends with `exit`, r0 = 0. r3 is what
    /// `ProbeContext.ownFrames` says, and needed only where `usesKernelStack` is set.
    public var image: Code
    /// What the image does with its probe context.
    public var contextUse: ContextUse
    /// Whether it can come to a fault.
    public var canFault: Bool
    /// What it needs of the native context.
    public var demand: ContextDemand
    /// Whether it looks at the kernel's stack, of which r3 says how much to leave out.
    public var usesKernelStack: Bool
    /// Bytes of stack that the image uses apart from its functions, a multiple of 8; nil when nobody knows.
    public var stackSize: Int?
    /// The records the clause sends, by their number in the record header.
    public var records: [RecordLayout]
    public var line: Int
    /// The index of its source among those given to `check`.
    public var source: Int
    /// For each instruction of `image`, the source line it came from; shorter when the tail has none.
    public var lines: [Int]

    public init(
        id: Int, ordinal: Int, probes: [Int], image: Code, demand: ContextDemand, records: [RecordLayout], line: Int,
        lines: [Int] = [], source: Int = 0, contextUse: ContextUse = .all, canFault: Bool = true,
        usesKernelStack: Bool = false, stackSize: Int? = nil
    ) {
        self.stackSize = stackSize
        self.contextUse = contextUse
        self.canFault = canFault
        self.usesKernelStack = usesKernelStack
        self.id = id
        self.ordinal = ordinal
        self.probes = probes
        self.image = image
        self.demand = demand
        self.records = records
        self.line = line
        self.lines = lines
        self.source = source
    }

    /// What an image does with its probe context; without `all` it cannot fault, as it would note that there.
    public enum ContextUse: Sendable {
        case nothing
        /// It reads `ProbeContext.probeID` and nothing else.
        case identity
        case all
    }

    /// Whether it can make the probed function return. The kernel calls such programs at function entries only, and never
    /// by a tail call.
    public var overridesReturn: Bool { image.instructions.contains(.call(.overrideReturn)) }

    /// The functions of the image: itself and the bodies of its loops. The kernel allows 256 in a program.
    public var functionCount: Int {
        1 + image.instructions.count { if case .loadFunction = $0 { true } else { false } }
    }

    /// Bytes of its largest record, 0 when it records nothing.
    public var largestRecord: Int { records.map(\.size).max() ?? 0 }

    /// Whether one of its records says that it called `exit()`.
    public var exits: Bool {
        records.contains { $0.actions.contains { if case .exit = $0 { true } else { false } } }
    }
}

/// The maps that the runtime makes for every session and images may refer to.
public enum RuntimeMap {
    /// Array, 1 entry, direct value access: u32 activity (`Activity`) at 0, s32 exit status at 4, s64 at
    /// `wallClockOffset`.
    public static let state: MapReference = "state"
    /// The size of `state` in bytes.
    public static let stateSize = 16
    /// Where `state` holds the ns from the monotonic clock to the time since 1970 (s64); the runtime keeps it current.
    public static let wallClockOffset = 8
    /// Array of ring buffers, indexed by CPU.
    public static let rings: MapReference = "rings"
    /// Perf event array, indexed by CPU; there when records are copied.
    public static let events: MapReference = "events"
    /// Per-CPU array, 1 entry: a u64 counter for each `DropKind`.
    public static let drops: MapReference = "drops"
    /// Array indexed by probe id: provider char[64], module char[256], function char[256], name char[64].
    public static let probeNames: MapReference = "probe_names"

    /// Per-CPU array, 1 entry: u64 start of an interval in ns, u64 ns that `chill()` took of it; there when a program uses it.
    public static let chill: MapReference = "chill"
    /// Array: a u64 for each speculation, at its number less one, as `SpeculationState` says; there when a program uses them.
    public static let speculations: MapReference = "speculations"

    public static let probeNameOffsets: [BuiltinVariable: (offset: Int, size: Int)] = [
        .probeprov: (0, 64), .probemod: (64, 256), .probefunc: (320, 256), .probename: (576, 64),
    ]
    public static let probeNameEntrySize = 640
}

/// The activity of a session, in `RuntimeMap.state`.
public enum Activity: UInt32, Sendable {
    /// Loaded, not yet started: no clause runs.
    case inactive = 0
    case active = 1
    /// `exit()` was called: no further firing runs; END still will.
    case draining = 2
}

/// What can be dropped; the raw value is the index of the counter in `RuntimeMap.drops`.
public enum DropKind: Int, Sendable, CaseIterable {
    /// A record that found no room in the ring buffer.
    case principal = 0
    /// An aggregation key that found no room, or whose update the kernel refused.
    case aggregation
    /// An associative array element or thread-local variable that found no room.
    case dynamic
    /// A firing that found no free probe context.
    case context
    case speculation
    case speculationBusy
    case speculationUnavailable
}

/// The first bytes of every record.
public enum RecordHeader {
    /// u32: the probe id.
    public static let probeID = 0
    /// u16: the clause id.
    public static let clauseID = 4
    /// u16: the number of the record layout in `CompiledClause.records`.
    public static let recordNumber = 6
    public static let size = 8
    /// The clause id of records that report a fault; they are laid out as `FaultRecord`.
    public static let faultClauseID = 0xffff
}

/// A record that reports a run-time fault; sent by the stub.
public enum FaultRecord {
    /// u32: `FaultKind`.
    public static let kind = 8
    /// u32: the clause that faulted.
    public static let clause = 12
    /// u64: the bad address or value.
    public static let value = 16
    /// u32: the instruction slot in the image.
    public static let offset = 24
    public static let size = 32
}

/// One record of a clause: constant size, fields at constant offsets.
public struct RecordLayout: Hashable, Sendable {
    /// The size in bytes, header included.
    public var size: Int
    /// In the order they print.
    public var actions: [RecordedAction]

    public init(size: Int, actions: [RecordedAction]) {
        self.size = size
        self.actions = actions
    }
}

/// A value in a record or in an aggregation key.
public struct RecordField: Hashable, Sendable {
    /// Bytes from the start of the record or key.
    public var offset: Int
    /// Bytes reserved; strings end at the first zero byte, and what follows it is not initialised.
    public var size: Int
    public var type: DType
    /// The field holds a u32 probe id; the consumer shows this part of the probe's description instead.
    public var probePart: BuiltinVariable?

    public init(offset: Int, size: Int, type: DType, probePart: BuiltinVariable? = nil) {
        self.offset = offset
        self.size = size
        self.type = type
        self.probePart = probePart
    }
}

/// What the consumer does with a record; fields hold the arguments in order.
public enum RecordedAction: Hashable, Sendable {
    /// The row alone.
    case defaultTrace
    case trace(RecordField)
    case printf(PrintfFormat, [RecordField])
    case printa(PrintfFormat?, [AggregationID])
    case print(RecordField, address: RecordField)
    case tracemem(RecordField, length: RecordField?)
    /// Stacks and symbols as statements. A stack field: u64 process id for user stacks (0 for kernel), then u64 program counters up to 0.
    /// A symbol field: u64 process id (0 for kernel), u64 address.
    case symbolic(RecordField)
    case exit(RecordField)
    case system(PrintfFormat, [RecordField])
    case freopen(PrintfFormat, [RecordField])
    case ftruncate
    case clear(AggregationID)
    case truncate(AggregationID, count: RecordField?)
    case normalize(AggregationID, RecordField)
    case denormalize(AggregationID)
    case setopt(RecordField, RecordField?)
    /// The record belongs to this speculation; 0 for one that is not active: then it is forgotten.
    case speculate(RecordField)
    /// 0 when the speculation was not active.
    case commit(RecordField)
    case discard(RecordField)
    /// A packet's first bytes, of which `captured` count; its full `length`; when it was seen, in ns since 1970.
    case pcap(
        RecordField, protocolNumber: RecordField, length: RecordField, captured: RecordField, time: RecordField)
}

/// Where and how an aggregation's values lie in its map.
public struct AggregationLayout: Hashable, Sendable {
    public var aggregation: Aggregation
    public var map: MapReference
    public var storage: Storage
    /// The key's fields within the key bytes, empty for an aggregation without keys. String keys are padded with zero bytes.
    public var keys: [RecordField]
    public var keySize: Int
    /// The number of u64 words of a value: see `AggregationValue`.
    public var valueWords: Int
    /// Where entries with short keys are, for keys that have room for a long stack; nil when all are in `map`.
    public var shortKeys: ShortKeys?

    public enum Storage: Hashable, Sendable {
        /// A per-CPU array; the aggregation is at this index. Word 0 is 0 when the CPU never updated it.
        case perCPUArray(index: Int)
        /// A per-CPU hash by key bytes.
        case perCPUHash
    }

    /// A second per-CPU hash for keys that end with a stack of few frames: what the kernel takes to hash and compare a
    /// key grows with its size, and most stacks are short.
    public struct ShortKeys: Hashable, Sendable {
        public var map: MapReference
        /// Bytes of its keys: the beginning of the aggregation's. The 8 bytes that follow them in a whole key are 0, which
        /// ends a stack, in every key that is short, and only there.
        public var size: Int

        public init(map: MapReference, size: Int) {
            self.map = map
            self.size = size
        }
    }

    public init(
        aggregation: Aggregation, map: MapReference, storage: Storage, keys: [RecordField], keySize: Int,
        valueWords: Int, shortKeys: ShortKeys? = nil
    ) {
        self.shortKeys = shortKeys
        self.aggregation = aggregation
        self.map = map
        self.storage = storage
        self.keys = keys
        self.keySize = keySize
        self.valueWords = valueWords
    }
}

/// The words of aggregation values, all u64 or s64 in host byte order; word 0 counts updates on this CPU for every function.
public enum AggregationValue {
    /// - count: [n]
    /// - sum: [n, sum]; avg: [n, sum]
    /// - min, max: [n, value XOR `bias`]
    /// - stddev: [n, sum, low and high words of the 128-bit sum of squares]
    /// - quantize: [n, 127 buckets]; bucket 63 counts zeros, 63+k values from 2^(k-1), 63-k their negatives
    /// - lquantize: [n, below base, one bucket a whole step, at or above the end of the last step]
    /// - llquantize: [n, b buckets of negative values, |value| < factor^low, b buckets of positive values], where b is
    ///   `llquantizeBuckets`. Positive bucket k lies at word 2 + b + k, negative bucket k at word b - k, |value| < factor^low
    ///   at word 1 + b. Buckets of each order o from low to high cover factor^o up to factor^(o+1) in
    ///   s - s/factor steps, s = min(steps, factor^(o+1)), each factor^(o+1)/s wide; the bucket after the last one
    ///   counts everything beyond; words that are left over stay 0. `LogLinearScale` computes them.
    public static func words(of function: AggregatingFunction) -> Int {
        switch function {
        case .count: 1
        case .sum, .avg, .min, .max: 2
        case .stddev: 4
        case .quantize: 128
        case .lquantize(let base, let limit, let step):
            3 + (Int(limit) - Int(base)) / max(1, Int(step))
        case .llquantize(let factor, let low, let high, let steps):
            1 + llquantizeBuckets(factor: Int(factor), low: Int(low), high: Int(high), steps: Int(steps)) * 2 + 1
        }
    }

    /// What the words of `min` and `max` are stored XOR with: so a new entry's zero is the value that any other replaces,
    /// and no update needs to know whether it is the first.
    public static func bias(of function: AggregatingFunction, isSigned: Bool) -> UInt64 {
        switch function {
        case .min: isSigned ? UInt64(Int64.max) : UInt64.max
        case .max: isSigned ? 1 << 63 : 0
        default: 0
        }
    }

    /// The number of buckets of `llquantize` on one side of zero, overflow included.
    static func llquantizeBuckets(factor: Int, low: Int, high: Int, steps: Int) -> Int {
        // Each power of the factor holds `steps` buckets, less those below the factor's own start.
        (high - low + 1) * (steps - steps / factor) + steps / factor + 1
    }
}

extension CompiledProgram {
    /// Bytes of the largest record of any clause.
    public var largestRecord: Int { clauses.map(\.largestRecord).max() ?? 0 }
}
