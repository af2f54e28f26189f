public import DCompiler
public import DLanguage

/// What a record asks of the session, in the order of the record's actions.
public enum ControlEvent: Hashable, Sendable {
    /// `exit(status)`.
    case exit(status: Int32)
    /// `printa()`: bring the aggregations up to date, then print them at this place of the output.
    case printa(PrintfFormat?, [AggregationID])
    case aggregation(AggregationCommand)
    /// `system()`: the bytes of a shell command; what is printed so far must be written first.
    case system([UInt8])
    /// `freopen()`: the bytes of a path; empty goes back to standard output.
    case freopen([UInt8])
    case ftruncate
    /// `setopt()`: the name of an option and its value.
    case setopt(name: String, value: String?)
    /// Print the records that wait under this speculation, then forget them.
    case commit(SpeculationTag)
    /// Forget the records that wait under this speculation.
    case discard(SpeculationTag)
    /// `pcap()`: a packet.
    case pcap(CapturedPacket)
}

/// What `pcap()` recorded of a packet.
public struct CapturedPacket: Hashable, Sendable {
    /// Its first bytes.
    public var bytes: [UInt8] = []
    /// The bytes it has in all.
    public var length: UInt64
    /// How its first bytes are to be read: a link type of the pcap file format.
    public var protocolNumber: UInt64
    /// When it was seen, in ns since 1970.
    public var time: UInt64
}

/// A change of an aggregation that a record asks for.
public enum AggregationCommand: Hashable, Sendable {
    /// Sets all values to zero and keeps the keys.
    case clear(AggregationID)
    /// Keeps the rows with the `count` largest values, or smallest when it is negative; nil and 0 keep none.
    case truncate(AggregationID, count: Int?)
    /// Divides all shown values.
    case normalize(AggregationID, by: UInt64)
    case denormalize(AggregationID)
}

/// What became of a record.
public enum RecordDisposition: Hashable, Sendable {
    case consumed
    /// The record belongs to a speculation: keep its bytes until that is committed, then consume it as committed.
    case speculative(SpeculationTag)
    /// The bytes are not a record of this program: counted, and reported as an internal error.
    case malformed
}

/// Which probe and clause a record comes from, as its header says.
public struct RecordIdentity: Hashable, Sendable {
    public var probe: Int
    public var clause: Int

    public init(probe: Int, clause: Int) {
        self.probe = probe
        self.clause = clause
    }
}
