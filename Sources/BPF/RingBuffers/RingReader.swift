import Glibc
import Synchronization

/// The reading side of one ring buffer, mapped as `kernel/bpf/ringbuf.c` lays it out: a page with the reader's position,
/// a page with the writers' position, then the data twice in a row so that no record is split.
struct RingReader: ~Copyable, @unchecked Sendable {
    private let consumer: UnsafeMutableRawPointer
    private let producer: UnsafeMutableRawPointer
    private let producerLength: Int
    private let data: UnsafeRawPointer
    private let mask: UInt64

    private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// A record is preceded by its length, with these flags in the top bits, and four more bytes.
    private static let headerSize = 8
    private static let busyBit: UInt32 = 1 << 31
    private static let discardBit: UInt32 = 1 << 30

    init(descriptor: Int32, size: Int, name: String) throws(KernelError) {
        let page = Self.pageSize
        let consumer = mmap(nil, page, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let consumer, consumer != MAP_FAILED else { throw KernelError("map the ring buffer '\(name)'", .last) }
        let length = page + 2 * size
        let producer = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, off_t(page))
        guard let producer, producer != MAP_FAILED else {
            let error = KernelError("map the ring buffer '\(name)'", .last)
            munmap(consumer, page)
            throw error
        }
        self.consumer = consumer
        self.producer = producer
        producerLength = length
        data = UnsafeRawPointer(producer + page)
        mask = UInt64(size - 1)
    }

    deinit {
        munmap(consumer, Self.pageSize)
        munmap(producer, producerLength)
    }

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
    /// that a program has reserved and not yet submitted ends the call too: those behind it have to wait for it.
    func drain<Failure: Error>(_ body: (RawSpan) throws(Failure) -> Void) throws(Failure) -> Int {
        let end = producerPosition.pointee.load(ordering: .acquiring)
        var position = consumerPosition.pointee.load(ordering: .relaxed)
        var count = 0
        while position < end {
            let record = data + Int(position & mask)
            let header = UnsafeMutableRawPointer(mutating: record).assumingMemoryBound(
                to: Synchronization.Atomic<UInt32>.self
            )
            .pointee.load(ordering: .acquiring)
            guard header & Self.busyBit == 0 else { break }
            let length = Int(header & ~(Self.busyBit | Self.discardBit))
            position += UInt64((length + Self.headerSize + 7) & ~7)
            // Space is given back after the body has seen the record, also when the body throws.
            defer { consumerPosition.pointee.store(position, ordering: .releasing) }
            guard header & Self.discardBit == 0 else { continue }
            count += 1
            try body(UnsafeRawBufferPointer(start: record + Self.headerSize, count: length).bytes)
        }
        return count
    }
}
