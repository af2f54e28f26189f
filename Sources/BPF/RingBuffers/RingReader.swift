import Glibc
import Synchronization

/// The reading side of one ring buffer, mapped as `kernel/bpf/ringbuf.c` lays it out: a page with the reader's position,
/// a page with the writers' position, then the data twice in a row so that no record is split.
struct RingReader: ~Copyable, @unchecked Sendable {
    private let consumer: UnsafeMutableRawPointer
    private let producer: UnsafeMutableRawPointer
    /// Where the data is mapped, both times.
    private let data: UnsafeMutableRawPointer
    /// How many bytes of the data are mapped: those that records were read from. The pages that nothing was written to would
    /// count as this process's memory.
    private let mapped = Synchronization.Atomic<Int>(0)
    private let descriptor: Int32
    private let size: Int

    private static let pageSize = Int(getpagesize())

    /// A record is preceded by its length, with these flags in the top bits, and four more bytes.
    private static let headerSize = 8
    private static let busyBit: UInt32 = 1 << 31
    private static let discardBit: UInt32 = 1 << 30

    /// Reads the ring with this descriptor, which must stay open as long as the reader lives.
    init(descriptor: Int32, size: Int, name: String) throws(KernelError) {
        let page = Self.pageSize
        let consumer = mmap(nil, page, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let consumer, consumer != MAP_FAILED else { throw KernelError("map the ring buffer '\(name)'", .last) }
        let producer = mmap(nil, page, PROT_READ, MAP_SHARED, descriptor, off_t(page))
        guard let producer, producer != MAP_FAILED else {
            let error = KernelError("map the ring buffer '\(name)'", .last)
            munmap(consumer, page)
            throw error
        }
        // Only addresses: memory is mapped there when it has records.
        let data = mmap(nil, 2 * size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let data, data != MAP_FAILED else {
            let error = KernelError("map the ring buffer '\(name)'", .last)
            munmap(consumer, page)
            munmap(producer, page)
            throw error
        }
        self.consumer = consumer
        self.producer = producer
        self.data = data
        self.descriptor = descriptor
        self.size = size
    }

    deinit {
        munmap(consumer, Self.pageSize)
        munmap(producer, Self.pageSize)
        munmap(data, 2 * size)
    }

    private var mask: UInt64 { UInt64(size - 1) }

    /// What is mapped at a time.
    private var step: Int { min(size, max(1 << 16, size / 64)) }

    /// Maps the data up to `end`; false when the kernel has no memory for that now.
    private func map(upTo end: Int) -> Bool {
        var known = mapped.load(ordering: .relaxed)
        while known < end {
            let target = data + known
            let part = mmap(
                target, step, PROT_READ, MAP_SHARED | MAP_FIXED, descriptor, off_t(2 * Self.pageSize + known))
            guard part == target else { return false }
            known += step
            mapped.store(known, ordering: .relaxed)
        }
        return true
    }

    /// Bytes that are read before their space is given back.
    private var releaseStep: Int { min(1 << 14, size / 8) }

    private var consumerPosition: UnsafeMutablePointer<Synchronization.Atomic<UInt64>> {
        consumer.assumingMemoryBound(to: Synchronization.Atomic<UInt64>.self)
    }

    private var producerPosition: UnsafeMutablePointer<Synchronization.Atomic<UInt64>> {
        producer.assumingMemoryBound(to: Synchronization.Atomic<UInt64>.self)
    }

    /// Bytes written and not yet read, headers included.
    var unreadByteCount: Int {
        Int(
            truncatingIfNeeded: producerPosition.pointee.load(ordering: .acquiring)
                &- consumerPosition.pointee.load(ordering: .relaxed))
    }

    /// Hands out the records that were there when the call began, in order; returns how many.
    ///
    /// What is written meanwhile waits for the next call, so a reader that causes records itself comes to an end. A record
    /// that a program has reserved and not yet submitted ends the call too: those behind it have to wait for it. Without
    /// memory to map the ring everything waits for a later call.
    func drain<Failure: Error>(_ body: (RawSpan) throws(Failure) -> Void) throws(Failure) -> Int {
        let end = producerPosition.pointee.load(ordering: .acquiring)
        var position = consumerPosition.pointee.load(ordering: .relaxed)
        guard position < end else { return 0 }
        var count = 0
        var released = position
        // Space is given back after the body has seen the records, also when the body throws.
        defer { if position != released { consumerPosition.pointee.store(position, ordering: .releasing) } }
        while position < end {
            let offset = Int(position & mask)
            guard map(upTo: offset + Self.headerSize) else { break }
            let record = data + offset
            let header = record.assumingMemoryBound(to: Synchronization.Atomic<UInt32>.self)
                .pointee.load(ordering: .acquiring)
            guard header & Self.busyBit == 0 else { break }
            let length = Int(header & ~(Self.busyBit | Self.discardBit))
            guard map(upTo: offset + Self.headerSize + length) else { break }
            // Writers look at the reader's position for each record: it moves seldom, or they would wait for its memory.
            if position - released >= UInt64(releaseStep) {
                consumerPosition.pointee.store(position, ordering: .releasing)
                released = position
            }
            position += UInt64((length + Self.headerSize + 7) & ~7)
            guard header & Self.discardBit == 0 else { continue }
            count += 1
            try body(UnsafeRawBufferPointer(start: record + Self.headerSize, count: length).bytes)
        }
        return count
    }
}
