/// Records of speculations that are neither committed nor discarded, kept by speculation id.
struct SpeculationStore {
    private var records: [Int: [(cpu: Int, bytes: [UInt8])]] = [:]
    private var sizes: [Int: Int] = [:]

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
}
