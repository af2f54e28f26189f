/// A program ready to be encoded and loaded.
public struct ProgramSpec: Hashable, Sendable {
    /// Shown by the kernel's listings; cut to 15 bytes there.
    public var name: String
    /// What it may be attached to, and what it finds there.
    public var type: ProgramType
    /// How it will be attached, where the type leaves a choice.
    public var expectedAttachType: AttachType
    /// The function a tracing program attaches to: its BTF id, 0 for other types.
    public var attachBTFID: UInt32
    /// The module that has the function; empty for the kernel itself.
    public var attachModule = ""
    /// The instructions, the program's functions included.
    public var code: Code

    /// A program to be loaded; see the fields.
    public init(
        name: String, type: ProgramType, expectedAttachType: AttachType = .none, attachBTFID: UInt32 = 0, code: Code
    ) {
        self.name = name
        self.type = type
        self.expectedAttachType = expectedAttachType
        self.attachBTFID = attachBTFID
        self.code = code
    }
}

/// Program types, `enum bpf_prog_type` of `<linux/bpf.h>`.
public struct ProgramType: RawRepresentable, Hashable, Sendable, Codable {
    /// The kernel's number.
    public let rawValue: UInt32
    /// The type with a number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// `BPF_PROG_TYPE_KPROBE`
    public static let kprobe = ProgramType(rawValue: 2)
    /// `BPF_PROG_TYPE_TRACEPOINT`
    public static let tracepoint = ProgramType(rawValue: 5)
    /// `BPF_PROG_TYPE_PERF_EVENT`
    public static let perfEvent = ProgramType(rawValue: 7)
    /// `BPF_PROG_TYPE_RAW_TRACEPOINT`
    public static let rawTracepoint = ProgramType(rawValue: 17)
    /// `BPF_PROG_TYPE_TRACING`
    public static let tracing = ProgramType(rawValue: 26)
    /// `BPF_PROG_TYPE_SYSCALL`
    public static let syscall = ProgramType(rawValue: 31)
}

/// Expected attach types, `enum bpf_attach_type` of `<linux/bpf.h>`.
public struct AttachType: RawRepresentable, Hashable, Sendable, Codable {
    /// The kernel's number.
    public let rawValue: UInt32
    /// The type with a number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The value of program types that do not use the field.
    public static let none = AttachType(rawValue: 0)
    /// `BPF_TRACE_RAW_TP`
    public static let traceRawTracepoint = AttachType(rawValue: 23)
    /// `BPF_TRACE_FENTRY`
    public static let traceFentry = AttachType(rawValue: 24)
    /// `BPF_TRACE_FEXIT`
    public static let traceFexit = AttachType(rawValue: 25)
    /// `BPF_PERF_EVENT`
    public static let perfEvent = AttachType(rawValue: 41)
    /// `BPF_TRACE_KPROBE_MULTI`
    public static let traceKprobeMulti = AttachType(rawValue: 42)
    /// `BPF_TRACE_UPROBE_MULTI`
    public static let traceUprobeMulti = AttachType(rawValue: 48)
}
