/// How far a name or meaning can be relied upon (DTrace guide, chapter Stability).
public enum Stability: String, Hashable, Sendable, Comparable, CaseIterable {
    /// Of no use to others; may change at any time.
    case `internal` = "Internal"
    /// For use by the provider's makers; may change with any version.
    case `private` = "Private"
    /// About to be removed.
    case obsolete = "Obsolete"
    /// In the hands of others, who promise nothing.
    case external = "External"
    /// To be tried; may change with any version.
    case unstable = "Unstable"
    /// May change with a new version, with notice.
    case evolving = "Evolving"
    /// Stays as it is through minor versions.
    case stable = "Stable"
    /// Defined by a standard.
    case standard = "Standard"

    /// Less can be relied upon.
    public static func < (a: Stability, b: Stability) -> Bool { a.rank < b.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a name depends on, from the most to the least specific.
public enum DependencyClass: String, Hashable, Sendable, Comparable, CaseIterable {
    /// Nobody knows.
    case unknown = "Unknown"
    /// The processor model.
    case cpu = "CPU"
    /// The machine.
    case platform = "Platform"
    /// The family of machines.
    case group = "Group"
    /// The instruction set.
    case isa = "ISA"
    /// Nothing of the machine.
    case common = "Common"

    /// Depends on more.
    public static func < (a: DependencyClass, b: DependencyClass) -> Bool { a.rank < b.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The stability triple of DTrace: names, data semantics, dependency class.
public struct StabilityAttributes: Hashable, Sendable {
    /// How far names can be relied upon.
    public var names: Stability
    /// How far the meaning of data can.
    public var data: Stability
    /// What both depend on.
    public var dependency: DependencyClass

    /// Three attributes, as DTrace prints them with slashes.
    public init(_ names: Stability, _ data: Stability, _ dependency: DependencyClass) {
        self.names = names
        self.data = data
        self.dependency = dependency
    }
}

/// The stability of each part of a provider's probes and of their arguments.
public struct ProviderStability: Hashable, Sendable {
    /// The name of the provider.
    public var provider: StabilityAttributes
    /// Names of modules.
    public var module: StabilityAttributes
    /// Names of functions.
    public var function: StabilityAttributes
    /// Names of probes.
    public var name: StabilityAttributes
    /// Names and types of arguments.
    public var arguments: StabilityAttributes

    /// The attributes of each part.
    public init(
        provider: StabilityAttributes, module: StabilityAttributes, function: StabilityAttributes,
        name: StabilityAttributes, arguments: StabilityAttributes
    ) {
        self.provider = provider
        self.module = module
        self.function = function
        self.name = name
        self.arguments = arguments
    }
}
