public import BPF

/// How native probe code runs: the program type, its attach type and what may interrupt it.
///
/// Programs of one carrier share a program array; the kernel refuses programs of another carrier there.
public struct Carrier: Hashable, Sendable, CustomStringConvertible {
    /// The kernel's program type.
    public var programType: ProgramType
    /// What the program is attached to, for types that serve several things.
    public var expectedAttachType: AttachType
    /// Whether another task's firing can run on the same CPU before this one ends.
    public var isPreemptible: Bool
    /// Shown in plans.
    public var description: String

    /// How many frames of the kernel lie between the place of the probe and a program, for program types whose stacks begin
    /// in the program itself; nil where they begin at the probe.
    public var callingFrames: Int? {
        switch programType {
        // `bpf_trace_run<n>`.
        case .rawTracepoint: 1
        default: nil
        }
    }

    /// A way to run programs; the static members are those that the runtime knows.
    public init(
        _ programType: ProgramType, _ expectedAttachType: AttachType = .none, isPreemptible: Bool, description: String
    ) {
        self.programType = programType
        self.expectedAttachType = expectedAttachType
        self.isPreemptible = isPreemptible
        self.description = description
    }

    /// Kernel functions, entries and returns, attached one by one; needs CONFIG_KPROBES.
    public static let kprobe = Carrier(.kprobe, isPreemptible: false, description: "kprobe")
    /// Kernel functions attached in one call; since Linux 5.18, with CONFIG_FPROBE.
    public static let kprobeMulti = Carrier(
        .kprobe, .traceKprobeMulti, isPreemptible: false, description: "kprobe.multi")
    /// Uprobes, return uprobes and USDT sites attached one by one.
    public static let uprobe = Carrier(.kprobe, isPreemptible: true, description: "uprobe")
    /// Places of a file attached in one call; since Linux 6.6.
    public static let uprobeMulti = Carrier(
        .kprobe, .traceUprobeMulti, isPreemptible: true, description: "uprobe.multi")
    /// Trace events with their fields, through perf events.
    public static let tracepoint = Carrier(.tracepoint, isPreemptible: false, description: "tracepoint")
    /// Tracepoints with the kernel's own arguments.
    public static let rawTracepoint = Carrier(.rawTracepoint, isPreemptible: false, description: "raw_tp")
    /// Perf events: timers, counters, breakpoints.
    public static let perfEvent = Carrier(.perfEvent, isPreemptible: false, description: "perf_event")
    /// Entries of kernel functions through trampolines.
    public static let fentry = Carrier(.tracing, .traceFentry, isPreemptible: false, description: "fentry")
    /// Returns of kernel functions through trampolines, with arguments and result.
    public static let fexit = Carrier(.tracing, .traceFexit, isPreemptible: false, description: "fexit")
}
