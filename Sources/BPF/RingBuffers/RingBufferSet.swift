import CLibbpf
import Glibc

/// The reading side of any number of ring buffers, usually one for each CPU.
///
/// Programs usually submit without waking the reader (`BPF_RB_NO_WAKEUP`): the reader comes by on its own clock. Reading
/// allocates nothing, and hands out records where they lie.
public struct RingBufferSet: ~Copyable, Sendable {
    /// Keeps a reader that cannot be copied where an array can hold it.
    private final class Ring: Sendable {
        let map: BPFMap
        let reader: RingReader
        /// The CPU's perf event buffer, where there is one too.
        let events: EventBufferReader?
        let eventDescriptor: Int32?

        init(_ map: consuming BPFMap, events: consuming EventBufferReader? = nil) throws(KernelError) {
            eventDescriptor = events?.descriptor
            self.events = events
            reader = try RingReader(
                descriptor: map.rawDescriptor, size: map.spec.maxEntries, name: map.spec.reference.name)
            self.map = map
        }

        func drain<Failure: Error>(_ body: (RawSpan) throws(Failure) -> Void) throws(Failure) -> Int {
            try reader.drain(body) + (events?.drain(body) ?? 0)
        }
    }

    private var rings: [Ring]
    private let epoll: FileDescriptor
    private let wakeup: FileDescriptor

    /// An empty set.
    public init() throws(KernelError) {
        self = try RingBufferSet.makeEmpty()
    }

    /// Creates a ring buffer for every possible CPU and puts it into a map of maps at the CPU's number.
    ///
    /// The size of one is `MapSpec.inner` of the outer map: a power of two, and at least a page.
    public init(perCPUIn outer: borrowing BPFMap) throws(KernelError) {
        self = try RingBufferSet.make(perCPUIn: outer)
    }

    /// The same, and a perf event buffer for every CPU that is online, of the same size: what programs put out to `events`,
    /// a perf event array, is handed out with the records of that CPU's ring.
    public init(perCPUIn outer: borrowing BPFMap, events: borrowing BPFMap) throws(KernelError) {
        self = try RingBufferSet.make(perCPUIn: outer, events: events)
    }

    private static func make(
        perCPUIn outer: borrowing BPFMap, events: borrowing BPFMap
    ) throws(KernelError) -> RingBufferSet {
        let set = try make(perCPUIn: outer) { (cpu, size) throws(KernelError) in
            Processors.online.contains(cpu) ? try EventBufferReader.open(cpu: cpu, size: size) : nil
        }
        for (cpu, ring) in set.rings.enumerated() {
            guard let descriptor = ring.eventDescriptor else { continue }
            try events.setDescriptor(descriptor, at: cpu, "put a perf event into")
        }
        return set
    }

    private init(epoll: consuming FileDescriptor, wakeup: consuming FileDescriptor) {
        rings = []
        self.epoll = epoll
        self.wakeup = wakeup
    }

    private static func makeEmpty() throws(KernelError) -> RingBufferSet {
        let attempt = "make a descriptor to wait on"
        let epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw KernelError(attempt, .last) }
        let owned = FileDescriptor(epoll)
        let wakeup = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard wakeup >= 0 else { throw KernelError(attempt, .last) }
        let set = RingBufferSet(epoll: owned, wakeup: FileDescriptor(wakeup))
        try set.watch(wakeup, tag: UInt64.max)
        return set
    }

    private static func make(
        perCPUIn outer: borrowing BPFMap,
        events: (_ cpu: Int, _ size: Int) throws(KernelError) -> EventBufferReader? = { _, _ in nil }
    ) throws(KernelError) -> RingBufferSet {
        let name = outer.spec.reference.name
        guard let form = outer.spec.inner, form.type == .ringBuffer else {
            throw KernelError("make ring buffers for '\(name)'", because: "it is not a map of ring buffers")
        }
        var set = try makeEmpty()
        for cpu in 0..<min(Processors.possibleCount, outer.spec.maxEntries) {
            try set.add(
                try BPFMap(form.spec(named: "\(name)\(cpu)")), events: try events(cpu, form.maxEntries))
        }
        try outer.setInnerMaps(set.rings.map { $0.map.rawDescriptor })
        return set
    }

    /// Adds a ring buffer, which the set owns from now on.
    public mutating func add(_ map: consuming BPFMap) throws(KernelError) {
        try add(map, events: nil)
    }

    private mutating func add(_ map: consuming BPFMap, events: consuming EventBufferReader?) throws(KernelError) {
        let ring = try Ring(map, events: events)
        try watch(ring.map.rawDescriptor, tag: UInt64(rings.count))
        rings.append(ring)
    }

    /// Readable when a program has woken the reader: for use with poll(2) beside other descriptors.
    public var pollDescriptor: Int32 { epoll.rawValue }

    /// The number of ring buffers.
    public var count: Int { rings.count }

    /// Bytes that programs have written into a ring and nobody has read.
    public func unreadByteCount(ring: Int) -> Int { rings[ring].reader.unreadByteCount }

    /// Hands out the records of one ring that were there when the call began, oldest first; returns how many.
    ///
    /// A span is valid during the call of `body` only.
    @discardableResult
    public func drain<Failure: Error>(
        ring: Int, _ body: (RawSpan) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        try rings[ring].drain(body)
    }

    /// Drains every ring once, in order of their numbers; returns the number of records.
    @discardableResult
    public func drainAll<Failure: Error>(
        _ body: (_ ring: Int, RawSpan) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        var count = 0
        for index in rings.indices {
            count += try rings[index].drain { (record) throws(Failure) in try body(index, record) }
        }
        return count
    }

    /// Why a wait ended.
    public enum WaitResult: Hashable, Sendable {
        /// A program woke the reader.
        case records
        /// The time is over.
        case timeout
        /// A signal arrived, or somebody called `wake()`.
        case interrupted
    }

    /// Waits until a program wakes the reader, for at most so many milliseconds; -1 waits without end.
    public func wait(milliseconds: Int) throws(KernelError) -> WaitResult {
        var event = epoll_event()
        let ready = epoll_wait(epoll.rawValue, &event, 1, Int32(clamping: milliseconds))
        if ready == 0 { return .timeout }
        if ready < 0 {
            let error = ErrorNumber.last
            if error == .interrupted { return .interrupted }
            throw KernelError("wait for records", error)
        }
        guard event.data.u64 == UInt64.max else { return .records }
        var value: UInt64 = 0
        _ = read(wakeup.rawValue, &value, 8)
        return .interrupted
    }

    /// Ends a `wait`, now or the next one; may be called from any thread.
    public func wake() {
        var value: UInt64 = 1
        _ = write(wakeup.rawValue, &value, 8)
    }

    private func watch(_ descriptor: Int32, tag: UInt64) throws(KernelError) {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.u64 = tag
        guard epoll_ctl(epoll.rawValue, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
            throw KernelError("wait for a ring buffer", .last)
        }
    }
}
