import CLibbpf
import Glibc
import Synchronization

/// Tells of processes that start, end, run another program or load a library, on all CPUs, from the moment it is made.
///
/// It reads the side records of a perf event that counts nothing (`PERF_COUNT_SW_DUMMY`), so nothing is attached and
/// nothing slows down. Needs Linux 3.16 and CAP_PERFMON.
public struct ProcessEvents: ~Copyable {
    private final class Box {
        let reader: SideRecords
        init(_ reader: consuming SideRecords) { self.reader = reader }
    }

    private var readers: [Box] = []

    public init() throws(KernelError) {
        for cpu in Processors.online { readers.append(Box(try SideRecords(cpu: Int32(clamping: cpu)))) }
    }

    /// Readable when there is something to drain.
    public var descriptors: [Int32] { readers.map { $0.reader.descriptor } }

    /// Hands out what has happened, for each CPU in order.
    ///
    /// - Returns: Whether something is missing, because more happened than there was room for.
    public func drain(_ body: (ProcessEvent) -> Void) -> Bool {
        var isIncomplete = false
        for box in readers where box.reader.drain(body) { isIncomplete = true }
        return isIncomplete
    }
}

/// The buffer of one CPU's event: a page of positions, then the records (`struct perf_event_mmap_page`).
private struct SideRecords: ~Copyable {
    private let event: FileDescriptor
    private let base: UnsafeMutableRawPointer
    private static let pageSize = Int(getpagesize())
    private static let dataPages = 64
    /// Where `data_head` and `data_tail` are.
    private static let head = 1024
    private static let tail = 1032

    init(cpu: Int32) throws(KernelError) {
        var attributes = perf_event_attr()
        attributes.type = PERF_TYPE_SOFTWARE.rawValue
        attributes.config = UInt64(PERF_COUNT_SW_DUMMY.rawValue)
        attributes.mmap = 1
        attributes.mmap2 = 1
        attributes.task = 1
        attributes.watermark = 1
        attributes.wakeup_watermark = 1
        let event: FileDescriptor
        do throws(ErrorNumber) {
            event = try KernelCall.perfEventOpen(&attributes, process: -1, cpu: cpu)
        } catch {
            throw KernelError("follow processes on CPU \(cpu)", error)
        }
        let length = Self.pageSize * (1 + Self.dataPages)
        let memory = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, event.rawValue, 0)
        guard let memory, memory != MAP_FAILED else { throw KernelError("follow processes on CPU \(cpu)", .last) }
        base = memory
        self.event = event
    }

    deinit { munmap(base, Self.pageSize * (1 + Self.dataPages)) }

    var descriptor: Int32 { event.rawValue }

    /// Hands out the records that are there; returns whether some were lost.
    func drain(_ body: (ProcessEvent) -> Void) -> Bool {
        let size = UInt64(Self.dataPages * Self.pageSize)
        let end = position(Self.head).pointee.load(ordering: .acquiring)
        var next = position(Self.tail).pointee.load(ordering: .relaxed)
        var isIncomplete = false
        while next < end {
            let type = integer(at: next, size, as: UInt32.self)
            let length = UInt64(integer(at: next + 6, size, as: UInt16.self))
            guard length >= 8 else { break }
            let bytes = (8..<length).map { integer(at: next + $0, size, as: UInt8.self) }
            if type == 2 { isIncomplete = true }  // PERF_RECORD_LOST
            bytes.withUnsafeBytes { record in
                if let event = ProcessEvent(type: type, record: record.bytes) { body(event) }
            }
            next += length
        }
        position(Self.tail).pointee.store(end, ordering: .releasing)
        return isIncomplete
    }

    private func position(_ offset: Int) -> UnsafeMutablePointer<Synchronization.Atomic<UInt64>> {
        (base + offset).assumingMemoryBound(to: Synchronization.Atomic<UInt64>.self)
    }

    /// Records begin at multiples of 8, so that no number wraps around the end of the buffer.
    private func integer<Number: BitwiseCopyable>(at position: UInt64, _ size: UInt64, as: Number.Type) -> Number {
        base.load(fromByteOffset: Self.pageSize + Int(position % size), as: Number.self)
    }
}
