/// What becomes of records while tracing goes on (DTrace guide, chapter Buffers and Buffering).
enum BufferPolicy: String, CaseIterable {
    /// They are printed as they come.
    case `switch`
    /// The last ones of each CPU are printed when tracing ends.
    case ring
    /// The first ones of each CPU are printed when tracing ends, which it does when one CPU has no more room for them.
    case fill
}

/// The records of a session that prints them when tracing ends: at most `limit` bytes of each CPU.
struct HeldRecords {
    let policy: BufferPolicy
    private let limit: Int
    private var queues: [Int: Queue] = [:]
    /// The CPUs in the order of their first records: that of BEGIN comes first.
    private var cpus: [Int] = []
    /// Whether a CPU had no room for a record, with policy `fill`.
    private(set) var isFull = false

    init(_ policy: BufferPolicy, limit: Int) {
        self.policy = policy
        self.limit = limit
    }

    /// Takes a record; one that finds no room drops the oldest of its CPU, or with policy `fill` itself.
    mutating func keep(_ record: [UInt8], cpu: Int) {
        if queues[cpu] == nil { cpus.append(cpu) }
        if policy == .fill, isFull || (queues[cpu]?.bytes ?? 0) + record.count > limit {
            isFull = true
            return
        }
        queues[cpu, default: Queue()].add(record, limit: limit)
    }

    /// Takes all records out, one CPU after another.
    mutating func takeAll() -> [(cpu: Int, records: ArraySlice<[UInt8]>)] {
        defer { (queues, cpus) = ([:], []) }
        return cpus.compactMap { cpu in queues[cpu].map { (cpu, $0.records[$0.first...]) } }
    }
}

/// The records of one CPU.
private struct Queue {
    var records: [[UInt8]] = []
    /// The records before this one have been dropped.
    var first = 0
    var bytes = 0

    mutating func add(_ record: [UInt8], limit: Int) {
        records.append(record)
        bytes += record.count
        while bytes > limit, first < records.count {
            bytes -= records[first].count
            records[first] = []
            first += 1
        }
        if first > records.count / 2 {
            records.removeFirst(first)
            first = 0
        }
    }
}
