import CLibbpf
import Glibc
import Synchronization

/// The reading side of one perf event buffer, into which programs on its CPU write with `bpf_perf_event_output`.
///
/// The layout is `struct perf_event_mmap_page` of `<linux/perf_event.h>`, then the data; records are `PERF_RECORD_SAMPLE`
/// with the raw bytes behind their length. Programs never wake the reader.
struct EventBufferReader: ~Copyable, @unchecked Sendable {
    private let event: FileDescriptor
    private let memory: UnsafeMutableRawPointer
    private let size: Int

    private static let pageSize = Int(getpagesize())
    /// Where the page has the writer's and the reader's position.
    private static let headOffset = 1024
    private static let tailOffset = 1032
    /// Bytes of `struct perf_event_header`: a u32 type, a u16 of flags, a u16 size.
    private static let headerSize = 8

    private init(_ event: consuming FileDescriptor, _ memory: UnsafeMutableRawPointer, size: Int) {
        self.event = event
        self.memory = memory
        self.size = size
    }

    /// Opens a buffer of `size` bytes, a power of two and at least a page, for programs on a CPU.
    static func open(cpu: Int, size: Int) throws(KernelError) -> EventBufferReader {
        let attempt = "make a perf event buffer for CPU \(cpu)"
        var attributes = perf_event_attr()
        attributes.type = PERF_TYPE_SOFTWARE.rawValue
        attributes.config = UInt64(PERF_COUNT_SW_BPF_OUTPUT.rawValue)
        attributes.sample_type = UInt64(PERF_SAMPLE_RAW.rawValue)
        attributes.sample_period = 1
        attributes.watermark = 1
        attributes.wakeup_watermark = UInt32(clamping: size)
        var opened: Int32 = -1
        do throws(ErrorNumber) {
            opened = try KernelCall.perfEventOpen(&attributes, process: -1, cpu: Int32(clamping: cpu)).release()
        } catch {
            throw KernelError(attempt, error)
        }
        let event = FileDescriptor(opened)
        let mapped = mmap(nil, pageSize + size, PROT_READ | PROT_WRITE, MAP_SHARED, opened, 0)
        guard let mapped, mapped != MAP_FAILED else { throw KernelError(attempt, .last) }
        let reader = EventBufferReader(event, mapped, size: size)
        guard clibbpf_perf_event_enable(opened) == 0 else { throw KernelError(attempt, .last) }
        return reader
    }

    deinit { munmap(memory, Self.pageSize + size) }

    /// The event's descriptor, for a perf event array.
    var descriptor: Int32 { event.rawValue }

    private func position(_ offset: Int) -> UnsafeMutablePointer<Synchronization.Atomic<UInt64>> {
        (memory + offset).assumingMemoryBound(to: Synchronization.Atomic<UInt64>.self)
    }

    /// Hands out the records that were there when the call began, in order; returns how many.
    func drain<Failure: Error>(_ body: (RawSpan) throws(Failure) -> Void) throws(Failure) -> Int {
        let head = position(Self.headOffset).pointee.load(ordering: .acquiring)
        var tail = position(Self.tailOffset).pointee.load(ordering: .relaxed)
        var count = 0
        while tail < head {
            let start = Int(truncatingIfNeeded: tail) & (size - 1)
            let data = UnsafeRawPointer(memory + Self.pageSize)
            let type = data.load(fromByteOffset: start, as: UInt32.self)
            let length = Int(data.load(fromByteOffset: start + 6, as: UInt16.self))
            guard length >= Self.headerSize else { break }
            tail += UInt64(length)
            // Space is given back after the body has seen the record, also when the body throws.
            defer { position(Self.tailOffset).pointee.store(tail, ordering: .releasing) }
            guard type == PERF_RECORD_SAMPLE.rawValue else { continue }
            count += 1
            if start + length <= size {
                try Self.handOut(UnsafeRawBufferPointer(start: data + start, count: length), body)
            } else {
                // It goes on at the beginning of the buffer.
                let whole = (0..<length).map { data.load(fromByteOffset: (start + $0) & (size - 1), as: UInt8.self) }
                var result: Result<Void, Failure> = .success(())
                whole.withUnsafeBytes { bytes in
                    do throws(Failure) { try Self.handOut(bytes, body) } catch { result = .failure(error) }
                }
                try result.get()
            }
        }
        return count
    }

    /// The raw bytes of a record lie behind their length.
    private static func handOut<Failure: Error>(
        _ record: UnsafeRawBufferPointer, _ body: (RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        let start = headerSize + 4
        guard record.count >= start else { return }
        let length = Int(record.loadUnaligned(fromByteOffset: headerSize, as: UInt32.self))
        let end = min(record.count, start + length)
        try body(UnsafeRawBufferPointer(rebasing: record[start..<end]).bytes)
    }
}
