import CLibbpf

extension BPFMap {
    /// Hands out every entry: the key, and the value with the parts of all possible CPUs as in `lookup(key:)`.
    ///
    /// Entries are read many at a time where the kernel can (since 5.6), else one by one, into buffers that are reused:
    /// the spans are valid during the call of `body` only. Entries that programs add meanwhile may be missed. Arrays
    /// have an entry for every index.
    public func forEachEntry(_ body: (_ key: RawSpan, _ value: RawSpan) -> Void) throws(KernelError) {
        var reader = BatchReader(self)
        while !reader.isDone {
            switch reader.next(body) {
            case nil: continue
            case .invalid?, .notSupported?, .unsupportedOperation?:
                if reader.entriesRead == 0 { return try forEachKey(body) }
                throw KernelError("read the map '\(spec.reference.name)'", .invalid)
            case let error?: throw KernelError("read the map '\(spec.reference.name)'", error)
            }
        }
    }

    /// Removes every entry of a hash.
    public func removeAll() throws(KernelError) {
        var key = [UInt8](repeating: 0, count: spec.keySize)
        while try nextKey(after: nil, into: &key) { try delete(key: key) }
    }

    private func forEachKey(_ body: (_ key: RawSpan, _ value: RawSpan) -> Void) throws(KernelError) {
        var key = [UInt8](repeating: 0, count: spec.keySize)
        var value = [UInt8](repeating: 0, count: bufferedValueSize)
        guard try nextKey(after: nil, into: &key) else { return }
        // A key that is deleted meanwhile sends the walk back to the start, so its length is bounded.
        for _ in 0..<spec.maxEntries {
            if try lookup(key: key, into: &value) { body(key.span.bytes, value.span.bytes) }
            let previous = key
            guard try nextKey(after: previous, into: &key) else { return }
        }
    }

    /// The key behind another one in the kernel's order, nil for the first; false at the end.
    private func nextKey(after previous: [UInt8]?, into key: inout [UInt8]) throws(KernelError) -> Bool {
        var attributes = bpf_attr()
        attributes.map_fd = UInt32(descriptor.rawValue)
        let previous = previous ?? []
        let result = previous.withUnsafeBytes { previous in
            key.withUnsafeMutableBytes { key in
                attributes.key = previous.isEmpty ? 0 : UInt64(UInt(bitPattern: previous.baseAddress))
                attributes.next_key = UInt64(UInt(bitPattern: key.baseAddress))
                return KernelCall.result(of: BPF_MAP_GET_NEXT_KEY, &attributes)
            }
        }
        switch result {
        case .success: return true
        case .failure(.missing): return false
        case .failure(let error): throw KernelError("read the map '\(spec.reference.name)'", error)
        }
    }
}

/// Reads entries with `BPF_MAP_LOOKUP_BATCH`.
private struct BatchReader {
    private let descriptor: Int32
    private let keySize: Int
    private let valueSize: Int
    private var capacity: Int
    private var keys: [UInt8]
    private var values: [UInt8]
    /// Where the kernel goes on: opaque, as large as a key but at least 4 bytes.
    private var position: [UInt8]
    private(set) var entriesRead = 0
    private(set) var isDone = false

    /// Buffers stay below this size unless one entry, or one crowded bucket of a hash, needs more.
    private static let preferredBufferSize = 1 << 18

    init(_ map: borrowing BPFMap) {
        descriptor = map.rawDescriptor
        keySize = map.spec.keySize
        valueSize = map.bufferedValueSize
        capacity = max(1, min(map.spec.maxEntries, Self.preferredBufferSize / max(1, keySize + valueSize)))
        keys = [UInt8](repeating: 0, count: capacity * keySize)
        values = [UInt8](repeating: 0, count: capacity * valueSize)
        position = [UInt8](repeating: 0, count: max(4, keySize))
    }

    /// Reads one batch; returns what went wrong.
    mutating func next(_ body: (_ key: RawSpan, _ value: RawSpan) -> Void) -> ErrorNumber? {
        var attributes = bpf_attr()
        attributes.batch.map_fd = UInt32(descriptor)
        attributes.batch.count = UInt32(clamping: capacity)
        var failure: ErrorNumber?
        switch read(&attributes) {
        case .success: break
        case .failure(.missing): isDone = true
        case .failure(.noSpace):
            grow()
            return nil
        case .failure(let error): failure = error
        }
        if failure != nil { return failure }
        let count = Int(attributes.batch.count)
        entriesRead += count
        for index in 0..<count {
            let key = keys.span.bytes.extracting(index * keySize..<(index + 1) * keySize)
            body(key, values.span.bytes.extracting(index * valueSize..<(index + 1) * valueSize))
        }
        if count == 0 { isDone = true }
        return nil
    }

    private mutating func read(_ attributes: inout bpf_attr) -> Result<Int32, ErrorNumber> {
        let isFirst = entriesRead == 0
        return keys.withUnsafeMutableBytes { keys in
            values.withUnsafeMutableBytes { values in
                position.withUnsafeMutableBytes { position in
                    let place = UInt64(UInt(bitPattern: position.baseAddress))
                    attributes.batch.in_batch = isFirst ? 0 : place
                    attributes.batch.out_batch = place
                    attributes.batch.keys = UInt64(UInt(bitPattern: keys.baseAddress))
                    attributes.batch.values = UInt64(UInt(bitPattern: values.baseAddress))
                    return KernelCall.result(of: BPF_MAP_LOOKUP_BATCH, &attributes)
                }
            }
        }
    }

    /// A bucket of a hash is read as a whole, so the buffer must hold the largest.
    private mutating func grow() {
        capacity *= 2
        keys = [UInt8](repeating: 0, count: capacity * keySize)
        values = [UInt8](repeating: 0, count: capacity * valueSize)
    }
}
