import DTraceRuntime

/// A command line that cannot be understood.
public struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A sentence, printed after `dtrace: `.
    public var description: String
    /// Whether the summary of options follows.
    public var showsUsage: Bool
    /// The exit status: 2, or 1 when the options are sound but what they name is not.
    public var status: Int32

    public init(_ description: String, showsUsage: Bool = false, status: Int32 = 2) {
        self.description = description
        self.showsUsage = showsUsage
        self.status = status
    }
}

extension UsageError {
    static func anonymous(_ letter: Character) -> UsageError {
        UsageError(
            "-\(letter): anonymous tracing is not available on Linux: start the script from a service at boot instead")
    }
    static let dataModel = UsageError("-32: programs are compiled for 64 bits only")
    static func noScript(_ mode: Character) -> UsageError {
        UsageError("-\(mode): name the script with the provider declarations: -\(mode) -s file.d")
    }
    static let modes = UsageError("only one of the [-GhlV] options can be specified at a time")
    static let nothing = UsageError(
        "no option was given: name probes, a script or something else to do", showsUsage: true)
    static func badProcess(_ text: String) -> UsageError {
        UsageError("invalid pid: \(text)", status: 1)
    }
    static func unknownLong(_ name: String) -> UsageError { UsageError("unknown option --\(name)", showsUsage: true) }
    static func strayValue(_ name: String) -> UsageError { UsageError("--\(name) takes no value", showsUsage: true) }
    static func badStage(_ text: String?) -> UsageError {
        let stages = CompilationStage.allCases.map(\.rawValue).joined(separator: ", ")
        return UsageError("--emit \(text ?? "without a stage"): give one of \(stages)")
    }
    static func missingValue(_ option: String) -> UsageError { UsageError("--\(option) needs a value") }
    static let missingName = UsageError("new-provider: give the name of the provider")
    static func badName(_ name: String, _ problem: String) -> UsageError {
        UsageError("new-provider: `\(name)` cannot be a provider's name: it has to \(problem)")
    }
    static func strayName(_ text: String) -> UsageError {
        UsageError("new-provider takes one name, but `\(text)` was given too")
    }
    static func strayOperand(_ text: String) -> UsageError {
        UsageError("providers takes no argument, but `\(text)` was given")
    }
}
