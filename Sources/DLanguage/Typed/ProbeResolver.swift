/// Answers which probes a clause's specs match, for the types of args[]; the runtime implements it over the providers.
public protocol ProbeResolver {
    /// The session's ids of the probes a spec matches, in listing order; empty when there are none.
    /// Throws a diagnostic for a malformed or ambiguous spec.
    func probes(matching spec: ProbeSpec) throws -> [Int]

    /// Whether probes that match can come to be while tracing.
    func mayGain(matching spec: ProbeSpec) -> Bool

    /// The types of args[] of a probe, as written by its provider: read only when a clause uses args[].
    func arguments(of probe: Int) throws -> [ResolvedArgument]

    /// How a probe is made out of others, nil for one that is not: asked for every probe of every clause.
    func derivation(of probe: Int) throws -> ProbeDerivation?

    /// Whether there is a provider of this name, which programs may not declare differently.
    func isProvider(_ name: String) -> Bool

    /// How far the names of a probe, and its arguments, can be relied upon; nil when that is not known.
    func attributes(of probe: Int) -> (name: Attributes, arguments: Attributes)?
}

extension ProbeResolver {
    /// None.
    public func isProvider(_ name: String) -> Bool { false }
    /// Not known.
    public func attributes(of probe: Int) -> (name: Attributes, arguments: Attributes)? { nil }
}

extension ProbeResolver {
    public func mayGain(matching spec: ProbeSpec) -> Bool { false }
}

/// One element of args[] of a matched probe.
public struct ResolvedArgument: Hashable, Sendable {
    /// In C or D syntax.
    public var type: String
    /// The type of the raw value when `type` is what a translator of the D libraries makes of it, as
    /// `struct bio *` for `bufinfo_t *`; nil when the value is of `type` itself.
    public var nativeType: String?
    /// Which arg0-arg9 holds it.
    public var index: Int
    /// Whether a pointer leads into the memory of the process.
    public var isUserPointer: Bool

    public init(type: String, index: Int, isUserPointer: Bool, nativeType: String? = nil) {
        self.nativeType = nativeType
        self.type = type
        self.index = index
        self.isUserPointer = isUserPointer
    }
}

/// A probe description as written in a clause: four parts, empty ones match everything.
public struct ProbeSpec: Hashable, Sendable {
    /// The first part.
    public var provider: String
    /// The second part.
    public var module: String
    /// The third part.
    public var function: String
    /// The last part.
    public var name: String
    /// As written.
    public var text: String
    /// Where it stands in the source.
    public var range: SourceRange
    /// The 1-based line it stands on.
    public var line: Int
    /// The spec names probes by their ids (`-i 12`, `12 { }`, `-i 12-15`); the four parts are then empty.
    public var identifiers: ClosedRange<Int>?

    public init(
        provider: String, module: String, function: String, name: String, text: String, range: SourceRange, line: Int,
        identifiers: ClosedRange<Int>? = nil
    ) {
        self.provider = provider
        self.module = module
        self.function = function
        self.name = name
        self.text = text
        self.range = range
        self.line = line
        self.identifiers = identifiers
    }
}
