import DTraceRuntime
public import ProviderAPI
public import SystemInfo

/// Holds a provider to the rules that all providers keep, on the machine at hand.
///
/// In a test with Swift Testing:
/// ```swift
/// @Test func `keeps the rules of providers`() {
///     #expect(ProviderConformance(FaultProvider()).findings() == [])
/// }
/// ```
/// Stubs are loaded and probes attached for real, so that needs the rights for tracing. Where the provider cannot work,
/// only its availability and its listing are checked.
public struct ProviderConformance: Sendable {
    let provider: any Provider
    /// The provider's text, when it is written in D.
    let library: ProviderLibrary?
    /// The providers that it stands on; none but for providers written in D.
    let sources: [any Provider]
    /// The probes that are looked at; each part may be empty, as in a script.
    let scope: ProbePattern
    let workload: ProviderWorkload?
    private let makeSystem: @Sendable () -> HostSystem

    /// What to check.
    ///
    /// - Parameters:
    ///   - scope: Which probes are looked at, for providers that list none without being told where to look.
    ///   - workload: A command that makes probes fire with known arguments.
    ///   - system: Makes the machine that the provider sees; a new one is made for each reading, so that nothing is kept.
    public init(
        _ provider: any Provider, scope: ProbePattern = ProbePattern(), workload: ProviderWorkload? = nil,
        on system: @escaping @Sendable () -> HostSystem = { HostSystem.current() }
    ) {
        self.init(provider, nil, over: [], scope, workload, system)
    }

    /// What to check of a provider written in D.
    ///
    /// - Parameters:
    ///   - library: The provider, with its text.
    ///   - sources: The providers that its probes are made of.
    ///   - scope: Which probes are looked at.
    ///   - workload: A command that makes probes fire with known arguments.
    ///   - system: Makes the machine that the providers see; a new one is made for each reading.
    public init(
        _ library: ProviderLibrary, over sources: [any Provider], scope: ProbePattern = ProbePattern(),
        workload: ProviderWorkload? = nil, on system: @escaping @Sendable () -> HostSystem = { HostSystem.current() }
    ) {
        self.init(library.provider(over: sources), library, over: sources, scope, workload, system)
    }

    private init(
        _ provider: any Provider, _ library: ProviderLibrary?, over sources: [any Provider], _ scope: ProbePattern,
        _ workload: ProviderWorkload?,
        _ system: @escaping @Sendable () -> HostSystem
    ) {
        self.provider = provider
        self.library = library
        self.sources = sources
        self.scope = scope
        self.workload = workload
        makeSystem = system
    }

    /// A machine of which nothing is known yet.
    var system: HostSystem { makeSystem() }

    /// Sessions of the provider.
    var session: ConformanceSession { session(of: provider) }

    /// Sessions of another provider in its place.
    func session(of provider: any Provider) -> ConformanceSession {
        ConformanceSession(provider: provider, library: library, sources: sources, system: system)
    }

    /// What is wrong; nothing for a provider that keeps all rules.
    ///
    /// Checks that trace wait for each other, in whichever tests they run.
    public func findings(_ checks: Set<ConformanceCheck> = Set(ConformanceCheck.allCases)) -> [Finding] {
        var findings: [Finding] = []
        let listing: Listing
        do {
            listing = try Listing(of: provider, matching: scope, on: system)
        } catch {
            return [Finding(.order, "listing the probes failed: \(error)")]
        }
        findings += listing.findings(of: self)
        if !checks.isDisjoint(with: [.exactNames, .patterns, .order]) { findings += patternFindings(listing) }
        if checks.contains(.laziness) { findings += lazinessFindings(listing) }
        if checks.contains(.availability) { findings += availabilityFindings(listing) }
        if case .available = provider.availability(on: system) {
            let sample = ProbeSample(of: listing, on: system)
            findings += sample.findings
            findings += argumentFindings(sample)
            if checks.contains(.stubs) { findings += stubFindings(sample) }
            if checks.contains(.values) { findings += valueFindings() }
            if checks.contains(.attaching) { findings += attachingFindings(listing) }
            if checks.contains(.leaks) { findings += leakFindings(sample) }
        }
        return findings.filter { checks.contains($0.check) }
    }
}

/// A command that makes probes fire a known number of times with known arguments.
public struct ProviderWorkload: Sendable {
    /// The command's words; it is started for the checks and traced from its first instruction.
    public var command: [String]
    /// What it does.
    public var expectations: [Expectation]

    /// The firings of one probe in the command's process.
    public struct Expectation: Sendable {
        /// The probe, as in a script.
        public var probe: String
        /// arg0, arg1, ... of each firing in order; nil for a value that is not known.
        public var firings: [[Int64?]]
        /// Which firings of the probe are meant, as a predicate.
        public var predicate: String

        /// What a probe is to show; by default only the command's own firings count.
        public init(_ probe: String, firings: [[Int64?]], where predicate: String = "pid == $target") {
            self.probe = probe
            self.firings = firings
            self.predicate = predicate
        }
    }

    /// A command and what its probes show.
    public init(command: [String], expectations: [Expectation]) {
        self.command = command
        self.expectations = expectations
    }
}
