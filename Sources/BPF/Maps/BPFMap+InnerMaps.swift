import CLibbpf

extension BPFMap {
    /// Puts maps at the indices 0, 1, 2, ... of a map of maps; their form must be that of `MapSpec.inner`.
    ///
    /// The kernel waits for a grace period, several milliseconds, after each update of a map of maps. So all are put in
    /// with one call where the kernel can (batches for maps of maps came with 5.16), else one by one.
    func setInnerMaps(_ descriptors: [Int32]) throws(KernelError) {
        guard !descriptors.isEmpty else { return }
        do throws(ErrorNumber) { try updateBatch(descriptors) } catch {
            guard [.invalid, .notSupported, .unsupportedOperation].contains(error) else {
                throw KernelError("fill the map of maps '\(spec.reference.name)'", error)
            }
            for (index, descriptor) in descriptors.enumerated() {
                try setDescriptor(descriptor, at: index, "put a map into")
            }
        }
    }

    private func updateBatch(_ descriptors: [Int32]) throws(ErrorNumber) {
        let keys = Array(0..<UInt32(clamping: descriptors.count))
        var attributes = bpf_attr()
        attributes.batch.map_fd = UInt32(descriptor.rawValue)
        attributes.batch.count = UInt32(clamping: descriptors.count)
        let result = keys.withUnsafeBytes { keys in
            descriptors.withUnsafeBytes { values in
                attributes.batch.keys = UInt64(UInt(bitPattern: keys.baseAddress))
                attributes.batch.values = UInt64(UInt(bitPattern: values.baseAddress))
                return KernelCall.result(of: BPF_MAP_UPDATE_BATCH, &attributes)
            }
        }
        _ = try result.get()
    }
}
