import CProcessor

// Not generic: the type of such an array would be looked up at each call from another module.

extension [UInt8] {
    /// Has the processor bring an element into its caches while this thread goes on; no element there is no error.
    ///
    /// Elements all over a large array cost a tenth of a microsecond each when they are read one after another.
    public func prefetch(_ index: Int) {
        guard indices.contains(index) else { return }
        withUnsafeBufferPointer { CProcessor_prefetch($0.baseAddress.map { $0 + index }) }
    }
}

extension [UInt64] {
    /// Has the processor bring an element into its caches while this thread goes on; no element there is no error.
    public func prefetch(_ index: Int) {
        guard indices.contains(index) else { return }
        withUnsafeBufferPointer { CProcessor_prefetch($0.baseAddress.map { $0 + index }) }
    }
}
