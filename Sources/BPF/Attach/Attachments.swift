import CLibbpf
import Glibc

/// Programs attached to places; they come off when this goes away, or when the process ends in any way.
///
/// Which mechanism serves a place follows from the program's expected attach type: `traceUprobeMulti` and
/// `traceKprobeMulti` attach all places of a file or of the kernel in one call, everything else goes one by one.
/// Taking off one perf event waits for the kernel's grace periods (tens of milliseconds each for tracepoints and
/// uprobes); raw tracepoints and the multi forms come off in well under a millisecond each.
public struct Attachments: ~Copyable, Sendable {
    /// Links that come off quickly: raw tracepoints, function entries and exits, the multi forms.
    private var links = DescriptorList()
    private var events = DescriptorList()
    /// Links on `events`.
    private var eventLinks = DescriptorList()
    /// The perf events whose own count is worth reading: position in `events`, and the cookie asked for.
    private var counted: [(position: Int, cookie: UInt64)] = []

    /// Nothing attached yet.
    public init() {}

    /// The number of links held.
    public var count: Int { links.count + eventLinks.count }

    /// Attaches a program to every place, or to none when one fails.
    ///
    /// - Parameter isLeftOut: Decides about each place that the kernel refuses: true goes on without it.
    public mutating func attach(
        _ program: borrowing LoadedProgram, to requests: [AttachRequest],
        leavingOut isLeftOut: (AttachError) -> Bool = { _ in false }
    ) throws(AttachError) {
        _ = ResourceLimits.raisedOpenFiles
        let before = (links.count, events.count, eventLinks.count, counted.count)
        do throws(AttachError) {
            switch program.expectedAttachType {
            case .traceUprobeMulti: try attachUprobes(program, requests, leavingOut: isLeftOut)
            case .traceKprobeMulti: try attachKprobes(program, requests, leavingOut: isLeftOut)
            default:
                for (index, request) in requests.enumerated() {
                    try attach(program, request, index: index, leavingOut: isLeftOut)
                }
            }
        } catch {
            detach(downTo: before)
            throw error
        }
    }

    /// Takes off what came after the given numbers of links, events, links on events and counted events.
    private mutating func detach(downTo counts: (Int, Int, Int, Int)) {
        links.close(downTo: counts.0)
        eventLinks.close(downTo: counts.2)
        events.close(downTo: counts.1)
        counted.removeLast(counted.count - counts.3)
    }

    /// Takes over all that another one holds, so that both are detached together.
    public mutating func take(from other: inout Attachments) {
        counted += other.counted.map { (position: $0.position + events.count, cookie: $0.cookie) }
        other.counted = []
        links.take(from: &other.links)
        events.take(from: &other.events)
        eventLinks.take(from: &other.eventLinks)
    }

    /// Stops sampling events at once, so that nothing more fires while the slow detaching goes on.
    ///
    /// Programs on tracepoints, kprobes and uprobes keep running until they are detached: the kernel runs them whether or
    /// not the event counts.
    public func disable() {
        for event in events.descriptors { _ = clibbpf_perf_event_disable(event) }
    }

    /// Detaches everything; `count` is 0 afterwards.
    public mutating func detach() {
        disable()
        links.close()
        eventLinks.close()
        events.close()
        counted = []
    }

    /// Detaches without waiting: what comes off slowly is left to a process that does nothing else and then ends.
    ///
    /// Until that process has ended, programs on tracepoints, kprobes and uprobes that were attached one by one still
    /// run. Returns the process's id, which the caller may wait for; nil when everything is detached on return.
    @discardableResult
    public mutating func detachInBackground() -> Int32? {
        disable()
        // Timers, software events and breakpoints come off quickly.
        guard eventLinks.count > counted.count else {
            detach()
            return nil
        }
        let slow = eventLinks.descriptors + events.descriptors
        guard let closer = BackgroundCloser.start(holding: slow) else {
            detach()
            return nil
        }
        detach()
        return closer.process
    }

    /// How often each sampling event occurred by the kernel's own count, summed over the CPUs it was opened on.
    ///
    /// Events in the unit of the event: nanoseconds for clocks, hits for breakpoints. A difference to what programs
    /// counted is firings that the kernel skipped.
    public func counts() throws(KernelError) -> [EventCount] {
        var totals: [EventCount] = []
        for (position, cookie) in counted {
            var value: UInt64 = 0
            guard read(events.descriptors[position], &value, 8) == 8 else {
                throw KernelError("read the count of a perf event", .last)
            }
            if totals.last?.cookie == cookie {
                totals[totals.count - 1].count += value
            } else {
                totals.append(EventCount(cookie: cookie, count: value))
            }
        }
        return totals
    }

    private mutating func attach(
        _ program: borrowing LoadedProgram, _ request: AttachRequest, index: Int,
        leavingOut isLeftOut: (AttachError) -> Bool
    ) throws(AttachError) {
        let before = (links.count, events.count, eventLinks.count, counted.count)
        do throws(KernelError) {
            switch request.point {
            case .testRun: break
            case .rawTracepoint(let name):
                links.append(try Link.rawTracepoint(program, name: name, cookie: request.cookie))
            case .tracing: links.append(try Link.tracing(program, cookie: request.cookie))
            case .perfEvent(let event):
                for cpu in event.chosenCPUs {
                    counted.append((events.count, request.cookie))
                    try attach(program, try event.open(cpu: Int32(cpu)), request)
                }
            case .tracepoint, .kprobe, .kprobeAddress, .uprobe:
                try attach(program, try request.point.openEvent(), request)
            }
        } catch {
            let refusal = AttachError(index: index, point: request.point, cause: error)
            guard !error.isScarcity, isLeftOut(refusal) else { throw refusal }
            detach(downTo: before)
        }
    }

    private mutating func attach(
        _ program: borrowing LoadedProgram, _ event: consuming FileDescriptor, _ request: AttachRequest
    ) throws(KernelError) {
        let number = event.rawValue
        events.append(event)
        eventLinks.append(try Link.perfEvent(program, event: number, request))
        guard clibbpf_perf_event_enable(number) == 0 else { throw KernelError("switch on \(request.point)", .last) }
    }

    private mutating func attachUprobes(
        _ program: borrowing LoadedProgram, _ requests: [AttachRequest], leavingOut isLeftOut: (AttachError) -> Bool
    ) throws(AttachError) {
        for batch in try UprobeBatch.grouping(requests) { try attach(program, batch, leavingOut: isLeftOut) }
    }

    /// Attaches a batch, or what of it the kernel takes: it names no place that it refuses, so a refused batch is tried
    /// in halves.
    private mutating func attach(
        _ program: borrowing LoadedProgram, _ batch: UprobeBatch, leavingOut isLeftOut: (AttachError) -> Bool
    ) throws(AttachError) {
        let refusal: KernelError
        do throws(KernelError) {
            links.append(try batch.attach(program))
            return
        } catch { refusal = error }
        let first = batch.sites[0]
        guard !refusal.isScarcity else {
            throw AttachError(index: first.index, point: first.request.point, cause: refusal)
        }
        // A process that has ended refuses every place alike.
        guard batch.sites.count > 1, !refusal.isEndOfProcess else {
            for site in batch.sites {
                let error = AttachError(index: site.index, point: site.request.point, cause: refusal)
                guard isLeftOut(error) else { throw error }
            }
            return
        }
        for half in batch.halves { try attach(program, half, leavingOut: isLeftOut) }
    }

    /// A batch that is refused is halved until the functions that the kernel does not want stand alone.
    private mutating func attachKprobes(
        _ program: borrowing LoadedProgram, _ requests: [AttachRequest], leavingOut isLeftOut: (AttachError) -> Bool
    ) throws(AttachError) {
        var batches = try KprobeBatch.grouping(requests)
        while let batch = batches.popLast() {
            do throws(KernelError) { links.append(try batch.attach(program)) } catch {
                if !error.isScarcity, let halves = batch.halves {
                    batches += halves.reversed()
                    continue
                }
                let site = batch.sites[0]
                let refusal = AttachError(index: site.index, point: site.request.point, cause: error)
                guard !error.isScarcity, isLeftOut(refusal) else { throw refusal }
            }
        }
    }
}

/// A perf event's own count.
public struct EventCount: Hashable, Sendable {
    /// The cookie of the request the event was opened for.
    public var cookie: UInt64
    /// How often it occurred, in its own unit.
    public var count: UInt64

    /// A count and what it belongs to.
    public init(cookie: UInt64, count: UInt64) {
        self.cookie = cookie
        self.count = count
    }
}
