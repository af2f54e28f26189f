/// What a speculation is doing: the lowest bits of its word in `RuntimeMap.speculations`.
///
/// Bit 2 of the word says that several CPUs have recorded something, bits 8-31 the first that did, its number plus one; bits
/// 32-63 count how often the number was handed out. A word of zeros is free.
public enum SpeculationState: Int64, Sendable {
    /// `speculation()` may hand it out.
    case free = 0
    case active = 1
    /// Committed or discarded; the reader frees it when it has seen the last of its records.
    case closing = 2

    static let doingMask: Int64 = 3
    static let sharedBit: Int64 = 4
    static let holderShift: Int64 = 8
    static let generationShift: Int64 = 32

    /// The word of a free speculation whose number was last handed out in this generation.
    public static func freeWord(generation: Int) -> UInt64 { UInt64(generation) << UInt64(generationShift) }
}

/// What a record says of its speculation: which one of those that had its number.
public struct SpeculationTag: Hashable, Sendable {
    /// The number, from 1; 0 for none that was active.
    public let number: Int
    /// How often the number had been handed out; counted modulo 2^17.
    public let generation: Int
    /// Of a commit or a discard: whether the reader is to free the speculation.
    public let isAwaited: Bool

    static let generationShift: Int64 = 14
    static let generationMask: Int64 = 0x1ffff
    /// Bit 31 of the 4 bytes, as constants of instructions have it.
    static let awaitedBit = Int64(Int32.min)

    /// From the 4 bytes of a record.
    public init(bits: UInt32) {
        number = Int(bits & 0x3fff)
        generation = Int(bits >> 14) & Int(Self.generationMask)
        isAwaited = bits >> 31 == 1
    }

    /// Whether this one had the number before the other.
    public func precedes(_ other: SpeculationTag) -> Bool {
        let distance = (other.generation - generation) & Int(Self.generationMask)
        return distance != 0 && distance <= Int(Self.generationMask) / 2
    }
}
