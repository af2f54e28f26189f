import CLibbpf

/// A perf event source with a number given at boot, from `/sys/bus/event_source/devices`.
struct EventSource: Hashable, Sendable {
    /// `perf_event_attr.type`.
    let type: UInt32
    /// The bit of `config` that asks for the function's return.
    let returnBit: UInt64
    /// How far `config` is shifted for the offset of a semaphore; nil when the kernel cannot count in one.
    let semaphoreShift: UInt64?

    static let kprobe = EventSource(named: "kprobe")
    static let uprobe = EventSource(named: "uprobe")

    /// Nil when the kernel has no such source.
    init?(named name: String) {
        let directory = "/sys/bus/event_source/devices/\(name)"
        guard let type = SmallFile.number("\(directory)/type") else { return nil }
        self.type = UInt32(clamping: type)
        returnBit = 1 << (Self.firstBit(of: "\(directory)/format/retprobe") ?? 0)
        semaphoreShift = Self.firstBit(of: "\(directory)/format/ref_ctr_offset")
    }

    private static func firstBit(of path: String) -> UInt64? {
        (try? SmallFile.read(path)).flatMap(firstBit(ofFormat:))
    }

    /// The lowest bit of a field such as `config:32-63`.
    static func firstBit(ofFormat text: String) -> UInt64? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, parts[0] == "config" else { return nil }
        return UInt64(parts[1].prefix { $0.isNumber })
    }
}

extension AttachPoint {
    /// Opens the perf event behind a tracepoint, kprobe or uprobe, not yet counting.
    func openEvent() throws(KernelError) -> FileDescriptor {
        switch self {
        case .tracepoint(let id):
            var attributes = perf_event_attr()
            attributes.type = PERF_TYPE_TRACEPOINT.rawValue
            attributes.config = UInt64(clamping: id)
            return try open(&attributes, process: nil)
        case .kprobe(let symbol, let offset, let isReturn):
            guard let source = EventSource.kprobe else {
                throw KernelError("observe \(self)", because: "this kernel was built without kprobes")
            }
            return try open(source, name: symbol, offset: offset, isReturn: isReturn, process: nil)
        case .kprobeAddress(let address, _, let isReturn):
            guard let source = EventSource.kprobe else {
                throw KernelError("observe \(self)", because: "this kernel was built without kprobes")
            }
            var attributes = perf_event_attr()
            attributes.type = source.type
            attributes.config = isReturn ? source.returnBit : 0
            // kprobe_addr, used when there is no name.
            attributes.config2 = address
            return try open(&attributes, process: nil)
        case .uprobe(let path, let offset, let isReturn, let process, let semaphore):
            guard let source = EventSource.uprobe else {
                throw KernelError("observe \(self)", because: "this kernel was built without uprobes")
            }
            var extra: UInt64 = 0
            if semaphore != 0 {
                guard let shift = source.semaphoreShift, semaphore <= UInt64(UInt32.max) else {
                    throw KernelError("observe \(self)", because: "this kernel cannot count in its semaphore")
                }
                extra = semaphore << shift
            }
            return try open(
                source, name: path, offset: offset, isReturn: isReturn, process: process, configuration: extra)
        default:
            throw KernelError("open a perf event for \(self)", because: "it is not served by perf events")
        }
    }

    private func open(
        _ source: EventSource, name: String, offset: UInt64, isReturn: Bool, process: Int?, configuration: UInt64 = 0
    ) throws(KernelError) -> FileDescriptor {
        var attributes = perf_event_attr()
        attributes.type = source.type
        attributes.config = configuration | (isReturn ? source.returnBit : 0)
        attributes.config2 = offset
        // Typed throws do not pass through withCString, so the name is copied to where it stays.
        let bytes = Array(name.utf8CString)
        var result: Result<Int32, KernelError> = .failure(KernelError("observe \(self)", because: "it was not tried"))
        bytes.withUnsafeBufferPointer { name in
            attributes.config1 = UInt64(UInt(bitPattern: name.baseAddress))
            do throws(KernelError) { result = .success(try open(&attributes, process: process).release()) } catch {
                result = .failure(error)
            }
        }
        return FileDescriptor(try result.get())
    }

    /// Without a process the event sits on one CPU, and its program runs on all: the kernel asks the probe, not the event.
    private func open(_ attributes: inout perf_event_attr, process: Int?) throws(KernelError) -> FileDescriptor {
        attributes.disabled = 1
        let cpu: Int32 = process == nil ? Int32(clamping: Processors.online.first ?? 0) : -1
        do throws(ErrorNumber) {
            return try KernelCall.perfEventOpen(
                &attributes, process: process.map { Int32(clamping: $0) } ?? -1, cpu: cpu)
        } catch {
            throw KernelError("observe \(self)", error)
        }
    }
}

extension PerfEventAttachPoint {
    var chosenCPUs: [Int] {
        switch cpus {
        case .all: Processors.online
        case .one: Array(Processors.online.prefix(1))
        case .only(let cpu): [cpu]
        }
    }

    /// Opens the event on a CPU, for every process, not yet counting.
    func open(cpu: Int32) throws(KernelError) -> FileDescriptor {
        var attributes = perf_event_attr()
        attributes.type = type
        attributes.config = config
        attributes.config1 = config1
        attributes.config2 = config2
        attributes.bp_type = breakpointType
        attributes.disabled = 1
        attributes.exclude_user = excludesUser ? 1 : 0
        attributes.exclude_kernel = excludesKernel ? 1 : 0
        switch sampling {
        case .period(let period): attributes.sample_period = period
        case .frequency(let frequency):
            attributes.freq = 1
            attributes.sample_freq = frequency
        }
        do throws(ErrorNumber) { return try KernelCall.perfEventOpen(&attributes, process: -1, cpu: cpu) } catch {
            throw KernelError("open \(AttachPoint.perfEvent(self)) on CPU \(cpu)", error)
        }
    }
}
