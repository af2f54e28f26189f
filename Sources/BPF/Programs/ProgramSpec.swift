/// A program ready to be encoded and loaded.
public struct ProgramSpec: Hashable, Sendable {
    /// Shown by the kernel's listings; cut to 15 bytes there.
    public var name: String
    public var type: ProgramType
    public var expectedAttachType: AttachType
    /// The function a tracing program attaches to: its BTF id, 0 for other types.
    public var attachBTFID: UInt32
    public var code: Code

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
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let kprobe = ProgramType(rawValue: 2)
    public static let tracepoint = ProgramType(rawValue: 5)
    public static let perfEvent = ProgramType(rawValue: 7)
    public static let rawTracepoint = ProgramType(rawValue: 17)
    public static let tracing = ProgramType(rawValue: 26)
    public static let syscall = ProgramType(rawValue: 31)
}

/// Expected attach types, `enum bpf_attach_type` of `<linux/bpf.h>`.
public struct AttachType: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The value of program types that do not use the field.
    public static let none = AttachType(rawValue: 0)
    public static let traceRawTracepoint = AttachType(rawValue: 23)
    public static let traceFentry = AttachType(rawValue: 24)
    public static let traceFexit = AttachType(rawValue: 25)
    public static let perfEvent = AttachType(rawValue: 41)
    public static let traceKprobeMulti = AttachType(rawValue: 42)
    public static let traceUprobeMulti = AttachType(rawValue: 48)
}
