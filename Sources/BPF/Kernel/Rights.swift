/// What this process may do, read from `CapEff` of `/proc/self/status`.
public struct Rights: Hashable, Sendable {
    /// The effective capability set, a bit for each capability.
    public var effective: UInt64

    /// A given set.
    public init(effective: UInt64) { self.effective = effective }

    /// One capability of `<linux/capability.h>`.
    public struct Capability: Hashable, Sendable {
        /// The bit in the set.
        public let bit: Int
        /// The name as in capabilities(7).
        public let name: String

        /// Everything an administrator may do; stands for the two below.
        public static let systemAdministration = Capability(bit: 21, name: "CAP_SYS_ADMIN")
        /// Going beyond resource limits.
        public static let systemResource = Capability(bit: 24, name: "CAP_SYS_RESOURCE")
        /// Observing the whole system.
        public static let performanceMonitoring = Capability(bit: 38, name: "CAP_PERFMON")
        /// Loading programs and making maps.
        public static let bpf = Capability(bit: 39, name: "CAP_BPF")
    }

    /// The rights of this process now; none when `/proc` cannot be read.
    public static var current: Rights {
        let status = (try? SmallFile.read("/proc/self/status")) ?? ""
        return Rights(status: status)
    }

    /// Reads the text of a `/proc/<pid>/status` file.
    init(status: String) {
        effective = 0
        for line in status.split(separator: "\n") where line.hasPrefix("CapEff:") {
            let digits = line.dropFirst("CapEff:".count).filter { !$0.isWhitespace }
            effective = UInt64(digits, radix: 16) ?? 0
        }
    }

    /// Whether the set holds a capability.
    public func has(_ capability: Capability) -> Bool { effective >> UInt64(capability.bit) & 1 == 1 }

    /// The capabilities that tracing needs and this process lacks. `CAP_SYS_ADMIN` stands for both.
    public var missingForTracing: [Capability] {
        if has(.systemAdministration) { return [] }
        return [.bpf, .performanceMonitoring].filter { !has($0) }
    }

    /// The names of the missing capabilities for a sentence, nil when none is missing.
    public var namesMissingForTracing: String? {
        let names = missingForTracing.map(\.name)
        return names.isEmpty ? nil : names.joined(separator: " and ")
    }
}
