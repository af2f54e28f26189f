import Foundation

/// Random numbers that repeat for a seed (SplitMix64), on every machine.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    /// For a test with this usual seed; see `seed(_:)`.
    public init(printing usual: UInt64) { state = Self.seed(usual) }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// Up to `count` bytes of an alphabet.
    public mutating func bytes(from alphabet: [UInt8], upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in alphabet.randomElement(using: &self) ?? 0 }
    }

    /// The seed of a test, printed so that a failure can be repeated: `usual`, plus the number in the environment's
    /// `DTRACE_SEED`, by which the same test tries what it has not tried before.
    public static func seed(_ usual: UInt64) -> UInt64 {
        let seed = usual &+ more
        print("random seed \(usual), DTRACE_SEED=\(more)")
        return seed
    }

    private static let more = ProcessInfo.processInfo.environment["DTRACE_SEED"].flatMap { UInt64($0) } ?? 0
}
