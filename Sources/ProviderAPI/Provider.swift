public import BPF
public import SystemInfo

/// A module that knows one family of probes.
///
/// Providers are values without state of the tracing session; what they need of the machine comes in as `HostSystem`.
public protocol Provider: Sendable {
    /// The module's name, as `dtrace-prov providers` shows it.
    var name: String { get }

    /// Whether the provider can work here, found by asking the kernel, never by its version.
    func availability(on system: HostSystem) -> Availability

    /// What a provider that can work lacks here nevertheless, as a sentence without a full stop; nil when nothing.
    func shortcoming(on system: HostSystem) -> String?

    /// Whether the provider is to be asked for probes that match.
    ///
    /// The place to report what keeps it from answering when only a pattern means it; who names it in full is told by
    /// `availability(on:)`.
    func answers(_ pattern: ProbePattern, on system: HostSystem) -> Bool

    /// Whether a probe of this provider could have a provider part that matches; consulted before anything is read.
    func mayMatch(provider pattern: Glob) -> Bool

    /// Whether a probe name alone, without a provider, means this provider's probe, as `BEGIN` and `tick-1s` do.
    ///
    /// No other provider is asked then; its probe of that name can be had by giving the provider too.
    func owns(probeName: String) -> Bool

    /// Calls `body` for every probe that matches, in a stable order, enumerating no more than the pattern asks for.
    func forEachProbe(matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void) throws

    /// Whether more probes that match can come to be while tracing, in processes that start programs or load libraries.
    ///
    /// If so they are asked for again, with `HostSystem.changes` saying where.
    func mayGain(matching pattern: ProbePattern, on system: HostSystem) -> Bool

    /// How far names and arguments can be relied upon; shown by `-lv`.
    var stability: ProviderStability { get }
}

extension Provider {
    /// Nothing.
    public func shortcoming(on system: HostSystem) -> String? { nil }

    /// Where it is available.
    public func answers(_ pattern: ProbePattern, on system: HostSystem) -> Bool {
        availability(on: system) == .available
    }

    /// Compares with the provider's name.
    public func mayMatch(provider pattern: Glob) -> Bool { pattern.matches(name) }

    /// No name is.
    public func owns(probeName: String) -> Bool { false }

    /// Nothing comes later.
    public func mayGain(matching pattern: ProbePattern, on system: HostSystem) -> Bool { false }
}

/// Whether a provider can work on this machine.
public enum Availability: Hashable, Sendable {
    /// It can.
    case available
    /// Why not, as a sentence without a full stop at its end.
    case unavailable(reason: String)
}

/// A place to observe; knows how it is listed, typed, converted and attached.
public protocol Probe: Sendable {
    /// The four parts of its name; no other probe has them.
    var description: ProbeDescription { get }

    /// Names and types of args[]; read only when asked for.
    func arguments(on system: HostSystem) throws -> [ProbeArgument]

    /// Where the probe fires, on the cheapest carrier that serves what the clauses use.
    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite]

    /// The probe that has the firings of processes which are not known yet, at the places this one shares with them; nil
    /// for probes that share none. It is not listed.
    var family: (any Probe)? { get }

    /// What `-lv` shows of the places where the probe fires, a line each.
    func placeDescriptions(on system: HostSystem) throws -> [String]

    /// Places that together stand for one that the kernel refused; none when the refusal is final.
    ///
    /// They have the context of the site they replace.
    func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint]
}

extension Probe {
    /// None.
    public var family: (any Probe)? { nil }

    /// None.
    public func placeDescriptions(on system: HostSystem) throws -> [String] { [] }

    /// None: a refusal is final.
    public func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint] { [] }
}

/// The name and type of one element of args[].
public struct ProbeArgument: Hashable, Sendable {
    /// Empty when unknown.
    public var name: String
    /// In C or D syntax: `int`, `struct file *`, `string`.
    public var type: String
    /// Which arg0-arg9 holds it.
    public var index: Int
    /// The address space a pointer argument points into.
    public var space: AddressSpace

    /// An argument; a pointer is into the kernel unless told otherwise.
    public init(name: String = "", type: String, index: Int, space: AddressSpace = .kernel) {
        self.name = name
        self.type = type
        self.index = index
        self.space = space
    }
}

/// What the clauses of a probe need of its native context.
public struct ContextDemand: Hashable, Sendable {
    /// The indices of the arguments in use.
    public var arguments: Set<Int>
    /// Whether registers, or stacks that are walked from them, are in use.
    public var registers: Bool

    /// What clauses use.
    public init(arguments: Set<Int> = [], registers: Bool = false) {
        self.arguments = arguments
        self.registers = registers
    }

    /// No argument and no register.
    public static let nothing = ContextDemand()
}

/// A failure a provider explains: what was asked, what is wrong, what to do.
public struct ProviderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sentence, without a full stop at its end.
    public var description: String
    /// The tag that DTrace gives to such failures, shown by `-xerrtags`; nil for the tag of wrong descriptions.
    public var tag: String?

    /// A failure with its sentence.
    public init(_ description: String, tag: String? = nil) {
        self.description = description
        self.tag = tag
    }
}
