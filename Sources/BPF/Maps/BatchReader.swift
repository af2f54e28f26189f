/// Reads the entries of a map with `BPF_MAP_LOOKUP_BATCH`, the next ones on another thread while the last ones are used.
///
/// The kernel takes half a microsecond for an entry, most of it spent on waiting for memory: time enough to use another.
struct BatchReader {
    /// The entries handed out last, or those to begin with.
    private var current: EntryBatch
    /// Memory for the entries after these; none while one batch is all.
    private var spare: EntryBatch?
    /// What reads into the spare memory.
    private var reading: BackgroundCall?
    private(set) var entriesRead = 0
    private var isDone = false

    init(_ map: borrowing BPFMap) {
        current = EntryBatch(map)
    }

    /// The next entries, which are valid until the next call; nil when there are no more.
    mutating func next() -> Result<EntryBatch, ErrorNumber>? {
        guard !isDone else { return nil }
        if let reading, let batch = spare {
            reading.wait()
            (current, spare) = (batch, current)
        } else {
            current.read()
        }
        // A bucket of a hash is read as a whole, so the memory must hold the largest.
        while current.outcome == .noSpace {
            current.grow()
            current.read()
        }
        if let error = current.outcome, error != .missing {
            isDone = true
            return .failure(error)
        }
        isDone = current.outcome == .missing || current.count == 0
        entriesRead += current.count
        if !isDone { readAhead() }
        return .success(current)
    }

    private mutating func readAhead() {
        let batch = spare ?? EntryBatch(after: current)
        batch.move(after: current)
        spare = batch
        reading = BackgroundCall { batch.read() }
    }
}
