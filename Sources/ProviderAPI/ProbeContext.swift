/// The generic record of one firing, in a map value: the stub fills it, clauses read it.
///
/// All fields are in host byte order. The clause-local (`this`) area follows the header, then scratch memory.
public enum ProbeContext {
    /// u32: the session's number of the probe.
    public static let probeID: Int16 = 0
    /// u32: the fault of the running clause (`FaultKind`), 0 for none.
    public static let fault: Int16 = 4
    /// u64: the bad address or value of the fault.
    public static let faultValue: Int16 = 8
    /// u32: the number of the faulting clause.
    public static let faultClause: Int16 = 16
    /// u32: the instruction slot of the faulting image where the fault was found.
    public static let faultOffset: Int16 = 20
    /// u64: `timestamp` of this firing in ns, 0 until first asked for.
    public static let timestamp: Int16 = 24
    /// u64: `walltimestamp` of this firing in ns since 1970, 0 until first asked for.
    public static let wallTimestamp: Int16 = 32
    /// u32: the probe that caused an ERROR firing.
    public static let errorProbeID: Int16 = 40
    /// s32: `errno` of the firing, 0 where the layout has no `errorResult`.
    public static let errno: Int16 = 44
    /// u64: the return value of return probes.
    public static let returnValue: Int16 = 48
    /// u64[10]: arg0-arg9.
    public static let arguments: Int16 = 56
    /// u32, in the first context of a CPU only: how many firings are running on it.
    public static let level: Int16 = 136
    /// u32: how many kernel frames of a firing lie above the place of the probe, because programs were called; `stack()` and
    /// its kin leave them out.
    public static let ownFrames: Int16 = 140
    /// u64: `epid` of the faulting clause, the enabled probe id.
    public static let faultEnabling: Int16 = 144
    /// u32: the faulting statement of the clause, counted from 1; 0 for the predicate.
    public static let faultAction: Int16 = 152
    /// The size of the header in bytes.
    public static let headerSize = 160

    /// The offset of one of arg0-arg9.
    public static func argument(_ index: Int) -> Int16 { arguments + Int16(index) * 8 }
}

/// Run-time faults of D programs; values and texts as in DTrace.
public enum FaultKind: UInt32, Hashable, Sendable, CaseIterable {
    /// Memory that cannot be read; the value is its address.
    case badAddress = 1
    /// An address that is not a multiple of the access's size.
    case badAlignment = 2
    /// Something the clause may not do.
    case illegalOperation = 3
    /// A division or remainder by zero.
    case divideByZero = 4
    /// No scratch memory left.
    case noScratch = 5
    /// Kernel data that the user may not see.
    case kernelPrivilege = 6
    /// User data that the user may not see.
    case userPrivilege = 7
    /// A key that is too large.
    case tupleOverflow = 8
    /// A stack that cannot be walked.
    case badStack = 9
    /// A size that is out of range; the value is the size.
    case badSize = 10
    /// An index outside an array; the value is the index.
    case badIndex = 11
    /// A fault of a library's own.
    case library = 12
}
