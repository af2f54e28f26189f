import BPF
import ProviderAPI
import TestSupport

/// Argument sources by chance, over a context of 12 words whose first is the address of 64 words of user memory.
enum RandomSource {
    static func make(depth: Int, _ random: inout SeededGenerator) -> ArgumentSource {
        let width = Width.allCases.randomElement(using: &random) ?? .double
        let signed = Bool.random(using: &random)
        let offset =
            Int.random(in: 1..<12, using: &random) * 8 + Int.random(in: 0..<8 / width.bytes, using: &random)
            * width.bytes
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &random) {
        case 0: return .constant(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random))
        case 1: return .field(offset: offset, width: width, signed: signed)
        case 2: return .slot(index: Int.random(in: 1..<12, using: &random))
        case 3: return .register(offset: offset, width: width, signed: signed)
        case 4:
            return .memory(address: address(depth: depth - 1, &random), width: width, signed: signed, space: .user)
        default:
            let base = Int.random(in: 0..<5, using: &random) == 0 ? nil : make(depth: depth - 1, &random)
            let index = Int.random(in: 0..<5, using: &random) == 0 ? nil : make(depth: depth - 1, &random)
            return .sum(
                base: base, index: index, scale: [1, 2, 4, 8].randomElement(using: &random) ?? 1,
                displacement: Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random))
        }
    }

    /// An address inside the memory: the base plus a small constant, or a byte of something random times a scale.
    private static func address(depth: Int, _ random: inout SeededGenerator) -> ArgumentSource {
        if depth > 0, Bool.random(using: &random) {
            let inner = ArgumentSource.memory(
                address: address(depth: depth - 1, &random), width: .byte, signed: false, space: .user)
            return .sum(
                base: .slot(index: 0), index: inner, scale: 1, displacement: Int64.random(in: 0..<200, using: &random))
        }
        return .sum(
            base: .slot(index: 0), index: .constant(Int64.random(in: 0..<60, using: &random)), scale: 8,
            displacement: Int64.random(in: 0..<8, using: &random))
    }

    /// The value by definition.
    static func evaluate(
        _ source: ArgumentSource, context: [UInt64], memory: [UInt64], base: UInt64
    ) -> UInt64 {
        func value(_ source: ArgumentSource) -> UInt64 {
            evaluate(source, context: context, memory: memory, base: base)
        }
        switch source {
        case .constant(let value): return UInt64(bitPattern: value)
        case .field(let offset, let width, let signed), .register(let offset, let width, let signed):
            return extended(bytes(context, at: offset, width), width, signed)
        case .slot(let index): return context[index]
        case .memory(let address, let width, let signed, _):
            return extended(bytes(memory, at: Int(value(address) - base), width), width, signed)
        case .sum(let base, let index, let scale, let displacement):
            return (base.map(value) ?? 0) &+ (index.map(value) ?? 0) &* UInt64(scale)
                &+ UInt64(bitPattern: displacement)
        default: return 0
        }
    }

    private static func bytes(_ words: [UInt64], at offset: Int, _ width: Width) -> UInt64 {
        words.withUnsafeBytes { memory in
            (0..<width.bytes).reduce(0) { $0 | UInt64(memory[offset + $1]) << UInt64($1 * 8) }
        }
    }

    private static func extended(_ value: UInt64, _ width: Width, _ signed: Bool) -> UInt64 {
        let unused = UInt64(64 - width.bytes * 8)
        return signed ? UInt64(bitPattern: Int64(bitPattern: value << unused) >> Int64(unused)) : value
    }
}
