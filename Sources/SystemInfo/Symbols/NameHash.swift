/// Where a name belongs in a table of names.
enum NameHash {
    /// Eight bytes at a time, multiplied and folded.
    static func of(_ name: Span<UInt8>, _ tag: UInt16 = 0) -> UInt64 {
        var hash = UInt64(tag) << 32 ^ UInt64(name.count)
        name.withUnsafeBytes { bytes in
            var offset = 0
            while offset + 8 <= bytes.count {
                mix(&hash, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                offset += 8
            }
            var rest: UInt64 = 0
            while offset < bytes.count {
                rest = rest << 8 | UInt64(bytes[offset])
                offset += 1
            }
            mix(&hash, rest)
        }
        return hash
    }

    private static func mix(_ hash: inout UInt64, _ word: UInt64) {
        let product = (hash ^ word ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
        hash = product.high ^ product.low
    }
}
