/// A request the kernel turned down, told in a sentence: what was asked, what the kernel said, what to do.
public struct KernelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was asked, to be read after "cannot": `create the map 'counts'`.
    public var attempt: String
    /// What was wrong and, where something can be done, what.
    public var reason: String
    /// The system's error number; nil when the request never reached the kernel.
    let code: ErrorNumber?

    /// A failure found before the kernel was asked.
    public init(_ attempt: String, because reason: String) {
        self.attempt = attempt
        self.reason = reason
        code = nil
    }

    init(_ attempt: String, _ code: ErrorNumber, advice: String? = nil) {
        self.attempt = attempt
        self.code = code
        let advice = advice ?? KernelError.advice(on: code)
        reason = advice.map { "\(code.meaning); \($0)" } ?? code.meaning
    }

    /// The whole sentence, without a full stop.
    public var description: String { "cannot \(attempt): \(reason)" }

    /// Whether the kernel refused for want of permission.
    public var isPermission: Bool { code == .permission || code == .access }

    /// Whether the kernel said that what was asked for does not exist.
    public var isMissing: Bool { code == .missing }

    /// Whether the process that was named is not there any more.
    public var isEndOfProcess: Bool { code == .noProcess }

    /// Whether there is too little of something, for this request and for every other one like it.
    var isScarcity: Bool { code?.isScarcity ?? false }

    /// Advice that depends on what this process may do; asked only once something failed.
    private static func advice(on code: ErrorNumber) -> String? {
        guard code == .permission || code == .access else { return nil }
        if let missing = Rights.current.namesMissingForTracing {
            return "it needs \(missing), which this process lacks"
        }
        // Access is also denied to files, and to users for other reasons.
        guard code == .permission else { return nil }
        return
            "this process has the rights it needs, so a policy of the system (lockdown or a security module) forbids it"
    }
}
