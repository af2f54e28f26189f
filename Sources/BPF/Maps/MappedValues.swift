import Glibc
import Synchronization

/// The values of an array map in this process's own memory: reading and writing take no system call.
///
/// The map must be created with `MapFlags.mmapable`. Values lie one after another, each rounded up to 8 bytes. Single
/// words are read and written whole; programs on other CPUs see a write soon, and in no promised order with others.
public struct MappedValues: ~Copyable, @unchecked Sendable {
    private let base: UnsafeMutableRawPointer
    /// Bytes that may be accessed.
    public let byteCount: Int

    /// Maps the values of an array; the memory stays valid when the map's owner goes away.
    public init(_ map: borrowing BPFMap) throws(KernelError) {
        let attempt = "map the values of '\(map.spec.reference.name)' into memory"
        guard map.spec.type == .array, map.spec.flags.contains(.mmapable) else {
            throw KernelError(attempt, because: "it is not an array made for that")
        }
        let size = map.spec.maxEntries * ((map.spec.valueSize + 7) & ~7)
        let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, map.rawDescriptor, 0)
        guard let memory, memory != MAP_FAILED else { throw KernelError(attempt, .last) }
        base = memory
        byteCount = size
    }

    deinit { munmap(base, byteCount) }

    /// The 4-byte word at an offset in bytes that is a multiple of 4 and lies inside the values.
    public subscript(word offset: Int) -> UInt32 {
        get { place(offset, as: UInt32.self).pointee.load(ordering: .acquiring) }
        nonmutating set { place(offset, as: UInt32.self).pointee.store(newValue, ordering: .releasing) }
    }

    /// The 8-byte word at an offset in bytes that is a multiple of 8 and lies inside the values.
    public subscript(double offset: Int) -> UInt64 {
        get { place(offset, as: UInt64.self).pointee.load(ordering: .acquiring) }
        nonmutating set { place(offset, as: UInt64.self).pointee.store(newValue, ordering: .releasing) }
    }

    private func place<Word: AtomicRepresentable>(
        _ offset: Int, as word: Word.Type
    ) -> UnsafeMutablePointer<Synchronization.Atomic<Word>> {
        let size = MemoryLayout<Word>.size
        precondition(offset >= 0 && offset % size == 0 && offset + size <= byteCount, "a word outside the map's values")
        return (base + offset).assumingMemoryBound(to: Synchronization.Atomic<Word>.self)
    }
}
