import BPF
import DLanguage
import ProviderAPI

/// Where a variable lives.
enum VariableStorage {
    /// At an offset in the one entry of the map of globals.
    case global(Int)
    /// At an offset in the probe context.
    case clause(Int)
    case dynamic(DynamicVariable)
}

/// A variable with an instance for each key: an associative array, a thread-local variable, or both.
struct DynamicVariable: Hashable {
    var map: MapReference
    /// Whether the key begins with the thread's identity.
    var isThreadLocal: Bool
    var key: KeyLayout
    var valueSize: Int
    /// Where it lies in the storage of the thread's task; nil for elements of a map of their own.
    var storageOffset: Int?
    /// The key where it names the same element for the whole of a firing, and no other thread's: what was
    /// found for it once need not be looked for again.
    var identity: [StableNumber]?
    /// Whether the program sets elements to zero, which removes them: then an element that is set was mostly not there.
    var isRemoved = false
}

/// How a tuple lies in a map's key: padded with zero bytes.
struct KeyLayout: Hashable {
    private(set) var offsets: [Int] = []
    private(set) var size = 0

    /// Bytes of a key that identify a thread.
    static let threadSize = 8

    init(_ types: [DType], isThreadLocal: Bool, _ layout: TypeLayout) {
        size = isThreadLocal ? Self.threadSize : 0
        for type in types { append(size: layout.size(of: type), alignment: layout.alignment(of: type)) }
        // The kernel hashes every byte: the number of a process or thread needs no more than its own four.
        if 1...4 ~= size { size = 4 } else { finish() }
    }

    init(fields: [RecordField]) {
        // Strings may have any size; they are copied in words.
        // A stack comes last, so that a key with a short one can do without its end.
        let last = fields.lastIndex { if case .stack = $0.type.resolved { true } else { false } }
        var order = Array(fields.indices)
        if let last { order.append(order.remove(at: last)) }
        for index in order {
            let size = fields[index].size
            append(size: size, alignment: [1, 2, 4].contains(size) ? size : 8)
        }
        if let last { offsets.insert(offsets.removeLast(), at: last) }
        finish()
    }

    private mutating func append(size bytes: Int, alignment: Int) {
        let offset = size.aligned(to: max(1, alignment))
        offsets.append(offset)
        size = offset + bytes
    }

    private mutating func finish() { size = max(8, size.aligned(to: 8)) }
}

/// The storage of all variables of a program and the maps it takes.
struct VariableLayout {
    static let globalsMap: MapReference = "globals"

    private(set) var storage: [VariableStorage] = []
    private(set) var globalSize = 0
    /// What every firing finds cleared: the `this` variables and what is kept from clause to clause behind them.
    private(set) var clauseLocalSize = 0
    /// The bytes of the `this` variables alone.
    private(set) var localVariableSize = 0
    /// Where `strtok` keeps its string in the probe context; only there when the program calls it.
    private(set) var tokenState = 0
    /// Where the memory of `alloca` and `copyin` is counted in the probe context; 0 when the program calls neither.
    private(set) var arenaTop = 0
    /// The option `scratchsize` in whole words: what one call takes at most.
    let scratchSize: Int
    /// What all clauses of a firing may take together.
    private(set) var arenaCapacity: Int
    /// Whether that is less than the scratch size for each of them.
    private(set) var arenaIsShared = false
    /// Beyond one clause's scratch memory, the most that a probe context gives to all of them.
    private static let arenaLimit = 4096
    /// Bytes of the storage of each task.
    private(set) var threadSize = 0
    static let threadMap: MapReference = "thread_variables"
    /// The kernel takes values of storage up to 64 KB; variables beyond are elements of maps.
    private static let threadLimit = 32 << 10
    private let options: CompileOptions

    init(_ program: TypedProgram, _ layout: TypeLayout, _ options: CompileOptions) {
        self.options = options
        scratchSize = options.scratchSize.aligned(to: 8)
        arenaCapacity = scratchSize
        for variable in program.variables {
            let size = Self.room(for: variable, layout)
            switch variable.scope {
            case .global where variable.keys.isEmpty:
                storage.append(.global(globalSize))
                globalSize += size
            case .clause where variable.keys.isEmpty:
                storage.append(.clause(ProbeContext.headerSize + clauseLocalSize))
                clauseLocalSize += size
            default: storage.append(.dynamic(dynamic(variable, size, layout, program)))
            }
        }
        localVariableSize = clauseLocalSize
        let takers = program.clauses.count { $0.calls(.alloca) || $0.calls(.copyin) }
        if takers > 0 {
            arenaTop = ProbeContext.headerSize + clauseLocalSize
            clauseLocalSize += 8
            arenaCapacity = max(scratchSize, min(takers * scratchSize, Self.arenaLimit))
            arenaIsShared = arenaCapacity < takers * scratchSize
        }
        if program.calls(.strtok) {
            tokenState = ProbeContext.headerSize + clauseLocalSize
            clauseLocalSize += ClauseLowering.tokenStateSize(stringSize: options.stringSize)
        }
    }

    private mutating func dynamic(_ variable: Variable, _ size: Int, _ layout: TypeLayout, _ program: TypedProgram)
        -> DynamicVariable
    {
        let isThreadLocal = variable.scope == .thread
        var result = DynamicVariable(
            map: MapReference("var_\(variable.id.index)"), isThreadLocal: isThreadLocal,
            key: KeyLayout(variable.keys, isThreadLocal: isThreadLocal, layout), valueSize: size,
            isRemoved: program.clears(variable.id))
        // A key of fewer bytes than a thread's number may be several threads'.
        let belongsToThread =
            isThreadLocal
            ? variable.keys.isEmpty : program.isKeptByThread(variable) && layout.size(of: variable.keys[0]) >= 4
        if belongsToThread, threadSize + size <= Self.threadLimit, options.hasTaskStorage() {
            result.map = Self.threadMap
            result.storageOffset = threadSize
            threadSize += size
        }
        return result
    }

    /// Strings are read in words of 8 bytes, so every variable takes whole words.
    private static func room(for variable: Variable, _ layout: TypeLayout) -> Int {
        max(8, layout.size(of: variable.type).aligned(to: 8))
    }

    var maps: [MapSpec] {
        var maps: [MapSpec] = []
        if globalSize > 0 {
            maps.append(MapSpec(Self.globalsMap, .array, keySize: 4, valueSize: globalSize, maxEntries: 1))
        }
        if threadSize > 0 {
            maps.append(
                MapSpec(
                    Self.threadMap, .taskStorage, keySize: 4, valueSize: threadSize, maxEntries: 0,
                    flags: .noPreallocation))
        }
        for case .dynamic(let variable) in storage where variable.storageOffset == nil {
            let entry = variable.key.size + variable.valueSize + MapOverhead.hashElement
            maps.append(
                MapSpec(
                    variable.map, .hash, keySize: variable.key.size, valueSize: variable.valueSize,
                    maxEntries: max(1, options.dynamicVariableSize / entry)))
        }
        return maps
    }
}
