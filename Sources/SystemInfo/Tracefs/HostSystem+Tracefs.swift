extension HostSystem {
    /// The trace events, or nil when tracefs is not mounted.
    public var traceEvents: TraceEvents? { tracefs.map(TraceEvents.init(root:)) }

    /// Why trace events cannot be read, as a sentence without a full stop; nil when they can.
    public var traceEventsHindrance: String? {
        guard let traceEvents else {
            return "tracefs is not mounted; mount it with: mount -t tracefs nodev /sys/kernel/tracing"
        }
        do {
            try traceEvents.open()
            return nil
        } catch {
            if error.isForbidden { return "\(error); \(traceEvents.accessAdvice)" }
            guard error.isMissing else { return error.description }
            return
                "\(traceEvents.root) is empty: a kernel locked down for confidentiality keeps its trace events to itself"
        }
    }
}
