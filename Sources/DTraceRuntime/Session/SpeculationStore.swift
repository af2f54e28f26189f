/// Records of speculations that are neither committed nor discarded, kept by speculation id.
///
/// A commit may be read before records of the same speculation that lie in other CPUs' rings, so a speculation stays
/// closing until all rings have been read once more.
struct SpeculationStore {
    private var records: [Int: [(cpu: Int, bytes: [UInt8])]] = [:]
    private var sizes: [Int: Int] = [:]
    /// Whether the closing speculations were committed.
    private(set) var closing: [Int: Bool] = [:]

    /// Keeps a record unless its speculation would exceed `limit` bytes; says whether it was kept.
    mutating func keep(_ record: [UInt8], cpu: Int, id: Int, limit: Int) -> Bool {
        let size = sizes[id, default: 0] + record.count
        guard size <= limit else { return false }
        sizes[id] = size
        records[id, default: []].append((cpu, record))
        return true
    }

    /// Takes the records of a speculation out, oldest first.
    mutating func take(_ id: Int) -> [(cpu: Int, bytes: [UInt8])] {
        sizes[id] = nil
        return records.removeValue(forKey: id) ?? []
    }

    mutating func discard(_ id: Int) { _ = take(id) }

    /// Notes how a speculation ended.
    mutating func close(_ id: Int, committed: Bool) { closing[id] = committed }

    /// Forgets the closing speculations and returns their ids.
    mutating func finishClosing() -> [Int] {
        let ids = closing.keys.sorted()
        closing.removeAll()
        for id in ids { discard(id) }
        return ids
    }
}
