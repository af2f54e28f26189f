/// What processes mapped as code, in the order in which they did: also processes that have ended, and programs that
/// were replaced by exec.
struct MappingHistory {
    private struct Process {
        /// The process it is a copy of, whose mappings it began with.
        var parent: Int?
        /// Who is told of with this id after that is another process.
        var hasEnded = false
        var mappings: [MemoryMapping] = []
    }

    private var processes: [Int: Process] = [:]
    /// In the order in which they became known.
    private var order: [Int] = []
    private let limit: Int
    private let mappingLimit: Int

    /// - Parameters:
    ///   - limit: The number of processes that are remembered at least; those known for longest go first.
    ///   - mappingLimit: The number of mappings that are remembered of each at least; the oldest go first. A program that
    ///     compiles while it runs may map without end.
    init(limit: Int = 8192, mappingLimit: Int = 4096) {
        self.limit = limit
        self.mappingLimit = mappingLimit
    }

    /// Adds what a process has mapped.
    mutating func add(_ mappings: [MemoryMapping], of process: Int) {
        for mapping in mappings { add(mapping, to: &processes[noting(process), default: Process()].mappings) }
    }

    private func add(_ mapping: MemoryMapping, to known: inout [MemoryMapping]) {
        // What lies under the new one is never found again.
        known.removeAll { mapping.start <= $0.start && $0.end <= mapping.end }
        known.append(mapping)
        if known.count > 2 * mappingLimit { known.removeFirst(known.count - mappingLimit) }
    }

    /// Lets a new process begin with what its parent maps.
    ///
    /// What the child has mapped since may be told first: it can have happened on another CPU.
    mutating func fork(_ parent: Int, to child: Int) {
        if processes[child]?.hasEnded == true { processes[child] = Process() }
        processes[noting(child), default: Process()].parent = parent
    }

    /// Notes that a process has ended: what it mapped stays known until another one gets its id.
    mutating func end(_ process: Int) { processes[process]?.hasEnded = true }

    /// The process that this one is a copy of, when that was told.
    func parent(of process: Int) -> Int? { processes[process]?.parent }

    /// How many mappings of a process are remembered.
    func mappingCount(of process: Int) -> Int { processes[process]?.mappings.count ?? 0 }

    /// The newest mapping of a process that holds the address: programs of one process rarely get the same addresses.
    func mapping(of address: UInt64, in process: Int) -> MemoryMapping? {
        processes[process]?.mappings.last { $0.start <= address && address < $0.end }
    }

    private mutating func noting(_ process: Int) -> Int {
        guard processes[process] == nil else { return process }
        order.append(process)
        if order.count > 2 * limit {
            for old in order.prefix(limit) { processes[old] = nil }
            order.removeFirst(limit)
        }
        return process
    }
}
