extension HostSystem {
    /// The trace events, or nil when tracefs is not mounted.
    public var traceEvents: TraceEvents? { tracefs.map(TraceEvents.init(root:)) }
}
