import BPF
import DCompiler
import DLanguage
import ProviderAPI
import SystemInfo

/// The reading side of a session: takes records from the rings, prints them, and carries out what they ask for.
final class Consumer {
    let loaded: LoadedPlan
    let program: CompiledProgram
    let report: (String) -> Void
    var options: SessionOptions
    let printer: RecordPrinter
    private let userAddresses: UserAddresses
    let aggregations: AggregationStore
    private var pending = PendingOutput()
    var destination: OutputDestination
    var speculations = SpeculationStore()
    private var drops: DropReport
    /// Records that did not fit their speculation since drops were last reported.
    private var speculativeDrops: UInt64 = 0
    private var nextStatus: UInt64
    /// When the buffers are to be read next, if `switchrate` is set.
    private var nextSwitch: UInt64 = 0
    /// When the aggregations are to be read next, if `aggrate` is set.
    private var nextSnapshot: UInt64 = 0
    /// Tracing is over: `switchrate` and `aggrate` no longer count.
    private(set) var hasStopped = false
    /// Records that are printed when tracing ends, with the policies that want it so.
    private var held: HeldRecords

    init(
        prepared: PreparedProgram, loaded: LoadedPlan, table: ProbeTable, options: SessionOptions,
        output destination: consuming OutputFile, report: @escaping (String) -> Void
    ) {
        self.loaded = loaded
        self.report = report
        self.options = options
        program = prepared.compiled
        userAddresses = UserAddresses(system: table.system, program: prepared.compiled)
        let renderer = ValueRenderer(
            probes: { table.contains($0) ? table[$0].description : nil },
            kernelSymbols: KernelAddresses(system: table.system), userSymbols: userAddresses,
            types: prepared.typed.types,
            options: options.output(isTesting: CurrentProcess.hasVariable("_DTRACE_TESTING")))
        printer = RecordPrinter(program: program, renderer: renderer)
        aggregations = AggregationStore(layouts: program.aggregations, renderer: renderer)
        self.destination = OutputDestination(destination)
        drops = DropReport(showsTags: options.showsDropTags)
        held = HeldRecords(options.bufferPolicy, limit: options.bufferSize)
        nextStatus = monotonicNanoseconds() &+ UInt64(clamping: options.statusRate)
    }

    /// Reads and prints every record that is there; returns how many.
    ///
    /// - Parameter writes: Whether what was printed is written out at once.
    @discardableResult
    func drain(writes: Bool = true) throws(SessionError) -> Int {
        if options.aggregationRate > 0, !hasStopped, isDue(&nextSnapshot, rate: options.aggregationRate) {
            refreshAll()
        }
        userAddresses.follow()
        var count = try drainOnce(writes: writes)
        if !speculations.awaited.isEmpty {
            // What other CPUs recorded before the commit is in their rings by now.
            count += try drainOnce(writes: writes)
            free(speculations.takeAwaited())
        }
        speculations.forgetLost()
        if writes { try flush() }
        return count
    }

    /// Output is written in pieces of this size, while it is in the CPU's caches.
    private static let pieceSize = 1 << 16

    private func drainOnce(writes: Bool) throws(SessionError) -> Int {
        if held.policy != .switch, !hasStopped {
            return loaded.rings.drainAll { cpu, record in self.held.keep([UInt8](copying: record), cpu: cpu) }
        }
        let indentsFlow = options.output().indentsFlow
        return try withPending { (pending) throws(SessionError) in
            if indentsFlow { return drainWithLookahead(into: &pending) }
            return try loaded.rings.drainAll { (cpu, record) throws(SessionError) in
                take(record, cpu: cpu, following: nil, into: &pending)
                if writes, pending.text.count >= Self.pieceSize { try write(&pending) }
            }
        }
    }

    /// Lends what is pending as a variable of its own, as each access to a property of an object is checked.
    private func withPending<Result>(
        _ body: (inout PendingOutput) throws(SessionError) -> Result
    ) throws(SessionError) -> Result {
        var lent = PendingOutput(capacity: 0)
        swap(&lent, &pending)
        defer { swap(&lent, &pending) }
        return try body(&lent)
    }

    /// Reads what processes map, so that their addresses have names when they have ended.
    func rememberProcesses(_ ids: [Int]) { userAddresses.remember(ids) }

    /// Whether the buffer policy wants tracing to end.
    var isFull: Bool { held.isFull }

    /// Tracing is over: reads what is left, and prints what was held back until now.
    func stop() throws(SessionError) {
        try drain()
        hasStopped = true
        for (cpu, records) in held.takeAll() { take(Array(records), cpu: cpu, into: &pending) }
        try flush()
    }

    /// Flow indentation must know which record comes next on the CPU, so records are kept until it is known.
    private func drainWithLookahead(into pending: inout PendingOutput) -> Int {
        var total = 0
        for cpu in 0..<loaded.rings.count {
            var records: [[UInt8]] = []
            loaded.rings.drain(ring: cpu) { records.append([UInt8](copying: $0)) }
            take(records, cpu: cpu, into: &pending)
            total += records.count
        }
        return total
    }

    private func take(_ records: [[UInt8]], cpu: Int, into pending: inout PendingOutput) {
        for (index, record) in records.enumerated() {
            let next =
                index + 1 < records.count
                ? records[index + 1].withRawSpan { RecordPrinter.identity(of: $0) } : nil
            record.withRawSpan { take($0, cpu: cpu, following: next, into: &pending) }
        }
    }

    private func take(
        _ record: RawSpan, cpu: Int, following: RecordIdentity?, into pending: inout PendingOutput
    ) {
        let disposition = printer.consume(
            record, cpu: cpu, following: following, into: &pending.text, diagnostics: &pending.diagnostics
        ) { self.carryOut($0, &$1) }
        if case .speculative(let tag) = disposition, tag.number != 0 {
            switch speculations.end(of: tag) {
            case true?: printCommitted(record, cpu: cpu, into: &pending.text)
            case false?: break
            case nil: keep(record, cpu: cpu, tag: tag)
            }
        }
    }

    private func keep(_ record: RawSpan, cpu: Int, tag: SpeculationTag) {
        let kept = speculations.keep([UInt8](copying: record), cpu: cpu, tag: tag, limit: options.speculationSize)
        if !kept { speculativeDrops += 1 }
    }

    /// Prints the records of a committed speculation.
    func commit(_ tag: SpeculationTag, into output: inout OutputBuffer) {
        guard tag.number != 0 else { return }
        for (cpu, record) in speculations.close(tag, committed: true) {
            record.withRawSpan { printCommitted($0, cpu: cpu, into: &output) }
        }
    }

    /// Forgets the records of a discarded speculation.
    func discard(_ tag: SpeculationTag) {
        if tag.number != 0 { _ = speculations.close(tag, committed: false) }
    }

    private func printCommitted(_ record: RawSpan, cpu: Int, into output: inout OutputBuffer) {
        var findings = OutputBuffer(capacity: 0)
        _ = printer.consume(record, cpu: cpu, isCommitted: true, into: &output, diagnostics: &findings) {
            self.carryOut($0, &$1)
        }
        reportAll(of: &findings)
    }

    /// Whether `switchrate` lets the buffers be read now.
    func isSwitchDue() -> Bool { options.switchRate <= 0 || isDue(&nextSwitch, rate: options.switchRate) }

    /// Whether a time has come; if so, the next one is `rate` nanoseconds later.
    private func isDue(_ next: inout UInt64, rate: Int64) -> Bool {
        let now = monotonicNanoseconds()
        guard now >= next else { return false }
        next = now &+ UInt64(clamping: rate)
        return true
    }

    /// A signal ended the session: a line break keeps what follows apart from the terminal's `^C`.
    ///
    /// Tests go without it, as it comes at a place nobody can foresee.
    func noteInterruption() throws(SessionError) {
        try drain()
        if !printer.renderer.options.isTesting { pending.text.append(byte: 0x0a) }
        try flush()
    }

    /// Lets `speculation()` hand these out again.
    private func free(_ tags: [SpeculationTag]) {
        do {
            try loaded.maps.withMap(RuntimeMap.speculations) { map throws(KernelError) in
                for tag in tags {
                    var value = [UInt8](repeating: 0, count: map.bufferedValueSize)
                    let word = SpeculationState.freeWord(generation: tag.generation)
                    for index in 0..<8 { value[index] = UInt8(truncatingIfNeeded: word >> (8 * UInt64(index))) }
                    try map.update(key: UInt32(tag.number - 1), value: value)
                }
            }
        } catch {
            report("cannot free a speculation: \(error)")
        }
    }

    /// Writes what was printed and reports what went wrong so far.
    func flush() throws(SessionError) { try write(&pending) }

    private func write(_ pending: inout PendingOutput) throws(SessionError) {
        reportAll(of: &pending.diagnostics)
        do {
            try destination.write(&pending.text)
        } catch {
            if case .closedPipe = error { throw .outputClosed }
            throw SessionError(error.description)
        }
    }

    /// Hands the sentences of a buffer to `report` and empties it.
    private func reportAll(of sentences: inout OutputBuffer) {
        guard sentences.count > 0 else { return }
        for line in sentences.text.split(separator: "\n") { report(String(line.trimmingPrefix("dtrace: "))) }
        sentences.removeAll()
    }

    /// Looks at the drop counters at the status rate.
    func reportDropsWhenDue() throws(SessionError) {
        if isDue(&nextStatus, rate: options.statusRate) { try reportDrops() }
    }

    func reportDrops() throws(SessionError) {
        do {
            let counters = try loaded.maps.withMap(RuntimeMap.drops) { map throws(KernelError) in
                try map.lookup(key: 0) ?? []
            }
            counters.withRawSpan { drops.update($0, into: &pending.diagnostics) }
            if speculativeDrops > 0 { drops.append(speculativeDrops, .speculation, cpu: nil, to: &pending.diagnostics) }
            speculativeDrops = 0
        } catch {
            throw SessionError("processing aborted: \(error)")
        }
        try flush()
    }

    /// Reports the last drops and prints the aggregations that printa() has not shown.
    func finish() throws(SessionError) {
        try reportDrops()
        refreshAll()
        do {
            try aggregations.printRemaining(into: &pending.text)
        } catch {
            report("internal error: \(error)")
        }
        try flush()
    }
}

/// What was printed and not yet written, and the sentences for standard error.
private struct PendingOutput: ~Copyable {
    var text: OutputBuffer
    var diagnostics = OutputBuffer(capacity: 0)

    init(capacity: Int = 1 << 16) { text = OutputBuffer(capacity: capacity) }
}

extension [UInt8] {
    init(copying span: RawSpan) {
        self.init()
        reserveCapacity(span.byteCount)
        append(span, in: 0..<span.byteCount)
    }
}
