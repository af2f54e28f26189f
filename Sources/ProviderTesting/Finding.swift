public import ProviderAPI

/// One rule of providers; docs/writing-a-provider.md says what each asks for.
public enum ConformanceCheck: String, Hashable, Sendable, CaseIterable {
    /// Whether the provider can work is told truly, and with a reason when it cannot.
    case availability
    /// Two listings of the same machine are the same.
    case order
    /// No probe is listed twice.
    case uniqueness
    /// Names can be listed and written in a script.
    case names
    /// Each probe is found by its own full name.
    case exactNames
    /// Patterns find the probes that they match, and no others.
    case patterns
    /// A full name costs less reading than a listing, another provider's name nothing.
    case laziness
    /// Arguments have types and places.
    case arguments
    /// The verifier takes the stubs, whatever clauses use, under both composers, and they are not large.
    case stubs
    /// Arguments have the values that a workload passes.
    case values
    /// Many probes are attached together.
    case attaching
    /// Nothing is left behind when tracing ends.
    case leaks
}

/// A rule that a provider breaks.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// The rule.
    public var check: ConformanceCheck
    /// The probe that shows it, when there is one.
    public var probe: ProbeDescription?
    /// What is wrong, as a sentence without a full stop.
    public var problem: String

    /// A problem that a probe shows.
    public init(_ check: ConformanceCheck, _ probe: ProbeDescription?, _ problem: String) {
        self.check = check
        self.probe = probe
        self.problem = problem
    }

    /// A problem of the provider as a whole.
    public init(_ check: ConformanceCheck, _ problem: String) { self.init(check, nil, problem) }

    /// Rule, probe and problem in a line.
    public var description: String { "\(check.rawValue): " + (probe.map { "\($0): " } ?? "") + problem }
}
