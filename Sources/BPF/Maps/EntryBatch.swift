import CLibbpf

/// Memory for entries of a map and what one `BPF_MAP_LOOKUP_BATCH` put there.
///
/// One thread at a time uses it: `BatchReader` lets go of it while another one reads.
final class EntryBatch: @unchecked Sendable {
    private let descriptor: Int32
    private let keySize: Int
    private let valueSize: Int
    private var capacity: Int
    private var keys: [UInt8]
    private var values: [UInt8]
    /// Where the kernel begins, nil at the start of the map: opaque, as large as a key but at least 4 bytes.
    private var start: [UInt8]?
    /// Where the next entries begin.
    private var end: [UInt8]
    /// How many entries were read.
    private(set) var count = 0
    /// What went wrong; `missing` means that these are the last entries.
    private(set) var outcome: ErrorNumber?

    /// The memory stays below this size unless one entry, or one crowded bucket of a hash, needs more.
    private static let preferredSize = 1 << 17

    /// For the first entries of a map.
    init(_ map: borrowing BPFMap) {
        descriptor = map.rawDescriptor
        keySize = map.spec.keySize
        valueSize = map.bufferedValueSize
        capacity = max(1, min(map.spec.maxEntries, Self.preferredSize / max(1, keySize + valueSize)))
        keys = [UInt8](repeating: 0, count: capacity * keySize)
        values = [UInt8](repeating: 0, count: capacity * valueSize)
        end = [UInt8](repeating: 0, count: max(4, keySize))
    }

    /// For the entries after those of another one, with as much memory.
    init(after other: EntryBatch) {
        descriptor = other.descriptor
        keySize = other.keySize
        valueSize = other.valueSize
        capacity = other.capacity
        keys = [UInt8](repeating: 0, count: capacity * keySize)
        values = [UInt8](repeating: 0, count: capacity * valueSize)
        start = other.end
        end = other.end
    }

    /// Makes the next `read()` go on where another one ended.
    func move(after other: EntryBatch) { start = other.end }

    /// Makes room for more entries, after `noSpace`.
    func grow() {
        capacity *= 2
        keys = [UInt8](repeating: 0, count: capacity * keySize)
        values = [UInt8](repeating: 0, count: capacity * valueSize)
    }

    /// Reads as many entries as there is room for.
    func read() {
        var attributes = bpf_attr()
        attributes.batch.map_fd = UInt32(descriptor)
        attributes.batch.count = UInt32(clamping: capacity)
        switch call(&attributes) {
        case .success: outcome = nil
        case .failure(let error): outcome = error
        }
        count = outcome == nil || outcome == .missing ? Int(attributes.batch.count) : 0
    }

    private func call(_ attributes: inout bpf_attr) -> Result<Int32, ErrorNumber> {
        keys.withUnsafeMutableBytes { keys in
            values.withUnsafeMutableBytes { values in
                end.withUnsafeMutableBytes { end in
                    attributes.batch.out_batch = UInt64(UInt(bitPattern: end.baseAddress))
                    attributes.batch.keys = UInt64(UInt(bitPattern: keys.baseAddress))
                    attributes.batch.values = UInt64(UInt(bitPattern: values.baseAddress))
                    guard let start else { return KernelCall.result(of: BPF_MAP_LOOKUP_BATCH, &attributes) }
                    return start.withUnsafeBytes { start in
                        attributes.batch.in_batch = UInt64(UInt(bitPattern: start.baseAddress))
                        return KernelCall.result(of: BPF_MAP_LOOKUP_BATCH, &attributes)
                    }
                }
            }
        }
    }

    /// Hands out the entries; the spans are valid during the call of `body` only.
    func forEach(_ body: (_ key: RawSpan, _ value: RawSpan) -> Void) {
        let (keys, values) = (keys, values)
        for index in 0..<count {
            body(
                keys.span.bytes.extracting(index * keySize..<(index + 1) * keySize),
                values.span.bytes.extracting(index * valueSize..<(index + 1) * valueSize))
        }
    }
}
