public import BPF

/// How native probe code runs: the program type, its attach type and what may interrupt it.
///
/// Programs of one carrier share a program array; the kernel refuses programs of another carrier there.
public struct Carrier: Hashable, Sendable, CustomStringConvertible {
    public var programType: ProgramType
    public var expectedAttachType: AttachType
    /// Whether another task's firing can run on the same CPU before this one ends.
    public var isPreemptible: Bool
    /// Shown in plans.
    public var description: String

    /// How many frames of the kernel lie between the place of the probe and a program, for program types whose stacks begin
    /// in the program itself; nil where they begin at the probe.
    public var callingFrames: Int? {
        switch programType {
        // `bpf_trace_run<n>`. Some tracepoints have `__bpf_trace_<name>` before it, which is left out in printing.
        case .rawTracepoint: 1
        default: nil
        }
    }

    public init(
        _ programType: ProgramType, _ expectedAttachType: AttachType = .none, isPreemptible: Bool, description: String
    ) {
        self.programType = programType
        self.expectedAttachType = expectedAttachType
        self.isPreemptible = isPreemptible
        self.description = description
    }

    public static let kprobe = Carrier(.kprobe, isPreemptible: false, description: "kprobe")
    public static let kprobeMulti = Carrier(
        .kprobe, .traceKprobeMulti, isPreemptible: false, description: "kprobe.multi")
    /// Uprobes, return uprobes and USDT sites attached one by one.
    public static let uprobe = Carrier(.kprobe, isPreemptible: true, description: "uprobe")
    public static let uprobeMulti = Carrier(
        .kprobe, .traceUprobeMulti, isPreemptible: true, description: "uprobe.multi")
    public static let tracepoint = Carrier(.tracepoint, isPreemptible: false, description: "tracepoint")
    public static let rawTracepoint = Carrier(.rawTracepoint, isPreemptible: false, description: "raw_tp")
    public static let perfEvent = Carrier(.perfEvent, isPreemptible: false, description: "perf_event")
    public static let fentry = Carrier(.tracing, .traceFentry, isPreemptible: false, description: "fentry")
    public static let fexit = Carrier(.tracing, .traceFexit, isPreemptible: false, description: "fexit")
}
