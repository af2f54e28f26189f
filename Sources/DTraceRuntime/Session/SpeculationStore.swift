import DCompiler

/// Records of speculations that are neither committed nor discarded.
///
/// A commit may be read before records of the same speculation that lie in other CPUs' rings, and a number may be handed out
/// again before the end of its last speculation is read. So what ended is told from what goes on by generations.
struct SpeculationStore {
    /// The records of a speculation, oldest first.
    private struct Kept {
        let tag: SpeculationTag
        var size = 0
        var records: [(cpu: Int, bytes: [UInt8])] = []
    }

    /// By number; hardly ever more than one for each.
    private var kept: [Int: [Kept]] = [:]
    /// How the last speculation with each number ended.
    private var ends: [Int: (tag: SpeculationTag, committed: Bool)] = [:]
    /// Speculations that ended while earlier ones with their numbers waited, before this reading of the rings and in it.
    private var followers: (old: [SpeculationTag], new: [SpeculationTag]) = ([], [])
    /// Those that ended and are the reader's to free when all rings have been read once more.
    private(set) var awaited: [SpeculationTag] = []

    /// Keeps a record unless its speculation would exceed `limit` bytes; says whether it was kept.
    mutating func keep(_ record: [UInt8], cpu: Int, tag: SpeculationTag, limit: Int) -> Bool {
        var all = kept[tag.number] ?? []
        let index = all.firstIndex { $0.tag.generation == tag.generation } ?? all.endIndex
        if index == all.endIndex { all.append(Kept(tag: tag)) }
        guard all[index].size + record.count <= limit else { return false }
        kept[tag.number] = nil
        all[index].size += record.count
        all[index].records.append((cpu, record))
        kept[tag.number] = all
        return true
    }

    /// Whether a speculation was committed, when it has ended.
    func end(of tag: SpeculationTag) -> Bool? {
        guard let end = ends[tag.number], end.tag.generation == tag.generation else { return nil }
        return end.committed
    }

    /// Notes how a speculation ended, and takes its records out, oldest first.
    mutating func close(_ tag: SpeculationTag, committed: Bool) -> [(cpu: Int, bytes: [UInt8])] {
        ends[tag.number] = (tag, committed)
        if tag.isAwaited { awaited.append(tag) }
        guard let all = kept.removeValue(forKey: tag.number) else { return [] }
        let others = all.filter { $0.tag.generation != tag.generation }
        if !others.isEmpty { kept[tag.number] = others }
        if others.contains(where: { $0.tag.precedes(tag) }) { followers.new.append(tag) }
        return all.first { $0.tag.generation == tag.generation }?.records ?? []
    }

    /// All rings have been read to their ends: forgets speculations whose end found no room in a ring. They are those
    /// that still wait one reading after the end of a later one with the same number.
    mutating func forgetLost() {
        for tag in followers.old {
            let left = (kept.removeValue(forKey: tag.number) ?? []).filter { !$0.tag.precedes(tag) }
            if !left.isEmpty { kept[tag.number] = left }
        }
        followers = (followers.new, [])
    }

    /// Those that are to be freed now.
    mutating func takeAwaited() -> [SpeculationTag] {
        defer { awaited.removeAll() }
        return awaited
    }
}
