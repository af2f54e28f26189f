extension Code {
    /// A hash of what the code does, the same in every run and on every machine: FNV-1a, 64 bits.
    ///
    /// It covers the encoded bytes before descriptors and kernel ids are filled in; maps and kernel functions count by
    /// name. So two loads of one image agree in it, whatever carrier they were loaded for. A code that cannot be encoded
    /// hashes its instructions up to the place that is wrong.
    public var contentHash: UInt64 {
        var hash = FNV1a()
        let symbolic = try? encode(self, maps: { _ in 0 }, kernelFunctions: { _ in 0 })
        for slot in symbolic?.slots ?? [] { hash.add(slot) }
        for instruction in instructions {
            switch instruction {
            case .loadMap(_, let map), .loadMapValue(_, let map, _): hash.add(map.name)
            case .callKernel(let function): hash.add(function.name)
            default: break
            }
        }
        return hash.value
    }
}

/// The Fowler-Noll-Vo hash, variant 1a, 64 bits.
struct FNV1a {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) {
        value ^= UInt64(byte)
        value &*= 0x100_0000_01b3
    }

    mutating func add(_ word: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: word >> shift)) }
    }

    /// The UTF-8 bytes and a terminator, so that neighbouring names stay apart.
    mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
        add(0 as UInt8)
    }
}
