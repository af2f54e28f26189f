import CLibbpf

/// Whether an update may create or replace, `BPF_ANY` and friends of `<linux/bpf.h>`.
public enum UpdateMode: UInt64, Sendable {
    case any = 0
    /// Fails when the key is there.
    case create = 1
    /// Fails when the key is not there.
    case replace = 2
}

extension BPFMap {
    /// Reads the value of a key into `value`, which has `bufferedValueSize` bytes; false when the key is not there.
    public func lookup(key: [UInt8], into value: inout [UInt8]) throws(KernelError) -> Bool {
        try check(key: key.count, value: value.count, "read")
        var error: ErrorNumber?
        value.withUnsafeMutableBytes { value in
            error = element(BPF_MAP_LOOKUP_ELEM, key: key.span.bytes, value: UnsafeRawBufferPointer(value), flags: 0)
        }
        if error == .missing { return false }
        if let error { throw KernelError("read the map '\(spec.reference.name)'", error) }
        return true
    }

    /// The value of a key; for per-CPU maps the parts of all possible CPUs, each of `valueStride` bytes.
    public func lookup(key: [UInt8]) throws(KernelError) -> [UInt8]? {
        var value = [UInt8](repeating: 0, count: bufferedValueSize)
        return try lookup(key: key, into: &value) ? value : nil
    }

    /// The value at an index of an array, or of a hash with 4-byte keys.
    public func lookup(key: UInt32) throws(KernelError) -> [UInt8]? {
        try lookup(key: hostBytes(of: key))
    }

    /// Sets the value of a key.
    public func update(key: RawSpan, value: RawSpan, mode: UpdateMode = .any) throws(KernelError) {
        try check(key: key.byteCount, value: value.byteCount, "change")
        var error: ErrorNumber?
        value.withUnsafeBytes { error = element(BPF_MAP_UPDATE_ELEM, key: key, value: $0, flags: mode.rawValue) }
        if let error { throw KernelError("change the map '\(spec.reference.name)'", error) }
    }

    /// Sets the value of a key.
    public func update(key: [UInt8], value: [UInt8], mode: UpdateMode = .any) throws(KernelError) {
        try update(key: key.span.bytes, value: value.span.bytes, mode: mode)
    }

    /// Sets the value at an index of an array, or of a hash with 4-byte keys.
    public func update(key: UInt32, value: [UInt8], mode: UpdateMode = .any) throws(KernelError) {
        try update(key: hostBytes(of: key), value: value, mode: mode)
    }

    /// Removes a key; false when it was not there. Arrays refuse.
    @discardableResult
    public func delete(key: [UInt8]) throws(KernelError) -> Bool {
        try check(key: key.count, value: bufferedValueSize, "delete from")
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        guard let error = element(BPF_MAP_DELETE_ELEM, key: key.span.bytes, value: nothing, flags: 0) else {
            return true
        }
        if error == .missing { return false }
        throw KernelError("delete from the map '\(spec.reference.name)'", error)
    }

    /// Puts a program at an index of a program array; tail calls to the index reach it from then on.
    ///
    /// The kernel refuses programs of another carrier than the array's first user.
    public func setProgram(_ program: borrowing LoadedProgram, at index: Int) throws(KernelError) {
        try setDescriptor(program.rawDescriptor, at: index, "put the program '\(program.name)' into")
    }

    /// Empties an index of a program array or of a map of maps; true when something was there.
    @discardableResult
    public func clear(at index: Int) throws(KernelError) -> Bool {
        try delete(key: hostBytes(of: UInt32(clamping: index)))
    }

    /// Puts a map at an index of a map of maps; its form must be that of `MapSpec.inner`.
    public func setInnerMap(_ map: borrowing BPFMap, at index: Int) throws(KernelError) {
        try setDescriptor(map.rawDescriptor, at: index, "put the map '\(map.spec.reference.name)' into")
    }

    func setDescriptor(_ descriptor: Int32, at index: Int, _ attempt: String) throws(KernelError) {
        let key = hostBytes(of: UInt32(clamping: index))
        let value = hostBytes(of: UInt32(bitPattern: descriptor))
        var error: ErrorNumber?
        value.span.bytes.withUnsafeBytes {
            error = element(BPF_MAP_UPDATE_ELEM, key: key.span.bytes, value: $0, flags: 0)
        }
        if let error { throw KernelError("\(attempt) '\(spec.reference.name)' at \(index)", error) }
    }

    private func element(
        _ command: bpf_cmd, key: RawSpan, value: UnsafeRawBufferPointer, flags: UInt64
    ) -> ErrorNumber? {
        key.withUnsafeBytes { key in
            var attributes = bpf_attr()
            attributes.map_fd = UInt32(descriptor.rawValue)
            attributes.key = UInt64(UInt(bitPattern: key.baseAddress))
            attributes.value = UInt64(UInt(bitPattern: value.baseAddress))
            attributes.flags = flags
            do throws(ErrorNumber) { _ = try KernelCall.bpf(command, &attributes) } catch { return error }
            return nil
        }
    }

    /// The kernel would read or write past buffers that are too short.
    private func check(key: Int, value: Int, _ verb: String) throws(KernelError) {
        guard key == spec.keySize, value == bufferedValueSize else {
            throw KernelError(
                "\(verb) the map '\(spec.reference.name)'",
                because:
                    "it has keys of \(spec.keySize) and values of \(bufferedValueSize) bytes, not \(key) and \(value)")
        }
    }
}

/// An integer as bytes in host order.
func hostBytes<Value: FixedWidthInteger>(of value: Value) -> [UInt8] {
    withUnsafeBytes(of: value) { Array($0) }
}
