import CLibbpf

extension BPFMap {
    /// Hands out every entry: the key, and the value with the parts of all possible CPUs as in `lookup(key:)`.
    ///
    /// Entries are read many at a time where the kernel can (since 5.6), else one by one, into buffers that are reused:
    /// the spans are valid during the call of `body` only. Entries that programs add meanwhile may be missed. Arrays
    /// have an entry for every index.
    public func forEachEntry(_ body: (_ key: RawSpan, _ value: RawSpan) -> Void) throws(KernelError) {
        var reader = BatchReader(self)
        while let batch = reader.next() {
            switch batch {
            case .success(let entries): entries.forEach(body)
            case .failure(.invalid), .failure(.notSupported), .failure(.unsupportedOperation):
                if reader.entriesRead == 0 { return try forEachKey(body) }
                throw KernelError("read the map '\(spec.reference.name)'", .invalid)
            case .failure(let error): throw KernelError("read the map '\(spec.reference.name)'", error)
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
