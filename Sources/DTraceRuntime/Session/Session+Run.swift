import BPF
import DCompiler
import DLanguage
import ProviderAPI
public import SystemInfo

extension Session {
    /// Loads, attaches, runs until `exit()`, a signal or the end of the targets, and reports.
    ///
    /// - Parameter onStart: Called when everything is attached, before BEGIN fires.
    /// - Returns: The status of `exit()`, else 0.
    public func run(output: consuming OutputFile, onStart: () -> Void = {}) throws(SessionError) -> Int32 {
        guard let prepared else { throw SessionError("could not enable tracing: nothing was prepared") }
        guard !prepared.typed.clauses.isEmpty || options.allowsNoMatch else { throw SessionError("no probes matched") }
        guard options.allowsDestructive || !prepared.typed.isDestructive else { throw .destructive }
        guard Processors.areKnown else {
            throw SessionError(
                "could not enable tracing: the processors cannot be counted: there is no /sys; mount it with "
                    + "'mount -t sysfs sysfs /sys'")
        }
        if let cpu = options.cpu, !(0..<Processors.possibleCount).contains(cpu) {
            throw SessionError("could not enable tracing: this machine has no CPU \(cpu)")
        }
        guard options.bufferSize >= RecordHeader.size + prepared.compiled.largestRecord else {
            throw SessionError("could not enable tracing: Enabling exceeds size of buffer")
        }
        guard options.sizeNotices.isEmpty || !options.insistsOnSizes else {
            throw SessionError("could not enable tracing: Cannot allocate memory")
        }
        let loaded = try LoadedPlan(
            prepared.plan, composed: prepared.composed, program: prepared.compiled, table: table, limits: mapLimits,
            sources: configuration.sources)
        let state = try SessionState(loaded)
        let waiter = EventWaiter()
        let consumer = Consumer(
            prepared: prepared, loaded: loaded, table: table, options: options, output: output, report: report)
        try loaded.attach(prepared.plan, table: table, to: report)
        let follower = Follower(prepared: prepared, loaded: loaded, table: table, report: report)
        let hold = follower == nil ? nil : LibraryHold(targets.commands, on: table.system)
        onStart()
        if !options.isQuiet, !options.isOn("quietresize") { options.sizeNotices.forEach(report) }
        defer { loaded.detach() }
        try loaded.fire(prepared.plan.begin)
        // Who waits for what BEGIN prints finds the probes enabled.
        try consumer.drain(writes: false)
        state.start()
        try consumer.flush()
        // What they map is known even when they have ended before their addresses are shown.
        consumer.rememberProcesses(targets.ids)
        targets.resume()
        try follow(consumer, follower, hold, loaded: loaded, state: state, waiter: waiter)
        state.stop()
        loaded.quieten()
        try consumer.stop()
        try loaded.fire(prepared.plan.end)
        try consumer.drain()
        try consumer.finish()
        loaded.reportSkippedFirings(of: table, to: report)
        return state.exitStatus
    }

    var mapLimits: MapLimits {
        MapLimits(
            bufferSize: options.ringBufferSize, possibleCPUs: Processors.possibleCount,
            laterProbes: table.processes == nil ? 0 : Follower.room, copiesRecords: options.copiesRecords,
            onlyCPU: options.cpu, tracingFrames: prepared?.composition.tracingFrames)
    }

    /// Reads records as they come until something ends the session.
    private func follow(
        _ consumer: Consumer, _ follower: Follower?, _ hold: LibraryHold?, loaded: LoadedPlan,
        state: borrowing SessionState, waiter: borrowing EventWaiter
    ) throws(SessionError) {
        var pause = PollPause(longest: options.switchMilliseconds)
        while state.activity != .draining {
            let descriptors =
                [loaded.rings.pollDescriptor] + targets.endDescriptors + (follower?.descriptors ?? [])
                + (hold?.descriptors ?? [])
            let wakeup = waiter.wait(for: descriptors, milliseconds: pause.milliseconds)
            if wakeup.contains(.stop) { return try consumer.noteInterruption() }
            let held = hold?.takeHeld() ?? []
            follower?.follow()
            targets.resumeStopped(held)
            if consumer.isSwitchDue() { pause.note(records: try consumer.drain()) }
            try consumer.reportDropsWhenDue()
            state.updateClock()
            if !options.isQuiet { targets.endings().forEach(report) }
            if targets.haveEnded || consumer.isFull { return }
        }
    }
}

/// How long the reader sleeps: programs do not wake it, so it comes by more often while much arrives.
struct PollPause {
    let longest: Int
    /// A session begins with short ones: what its target does first may be all that it does.
    private(set) var milliseconds = 1

    /// Even a quiet session looks this often in milliseconds, so that output appears promptly and drops stay unlikely.
    private static let ceiling = 50

    /// So many are worth a look; more of them at once would only wait.
    private static let batch = 2048

    init(longest: Int) { self.longest = max(1, min(longest, Self.ceiling)) }

    /// Expects records to come as they came during the last pause; after a quiet one the next is no more than twice as long.
    mutating func note(records: Int) {
        milliseconds = max(1, min(longest, milliseconds * 2, milliseconds * Self.batch / max(1, records)))
    }
}

extension SessionOptions {
    /// `switchrate` in milliseconds; 0 leaves the choice to us.
    fileprivate var switchMilliseconds: Int { switchRate <= 0 ? Int.max : Int(switchRate / 1_000_000) }
}
