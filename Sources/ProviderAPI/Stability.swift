/// How far a name or meaning can be relied upon (DTrace guide, chapter Stability).
public enum Stability: String, Hashable, Sendable, Comparable, CaseIterable {
    case `internal` = "Internal"
    case `private` = "Private"
    case obsolete = "Obsolete"
    case external = "External"
    case unstable = "Unstable"
    case evolving = "Evolving"
    case stable = "Stable"
    case standard = "Standard"

    public static func < (a: Stability, b: Stability) -> Bool { a.rank < b.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a name depends on, from the most to the least specific.
public enum DependencyClass: String, Hashable, Sendable, Comparable, CaseIterable {
    case unknown = "Unknown"
    case cpu = "CPU"
    case platform = "Platform"
    case group = "Group"
    case isa = "ISA"
    case common = "Common"

    public static func < (a: DependencyClass, b: DependencyClass) -> Bool { a.rank < b.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The stability triple of DTrace: names, data semantics, dependency class.
public struct StabilityAttributes: Hashable, Sendable {
    public var names: Stability
    public var data: Stability
    public var dependency: DependencyClass

    public init(_ names: Stability, _ data: Stability, _ dependency: DependencyClass) {
        self.names = names
        self.data = data
        self.dependency = dependency
    }
}

/// The stability of each part of a provider's probes and of their arguments.
public struct ProviderStability: Hashable, Sendable {
    public var provider: StabilityAttributes
    public var module: StabilityAttributes
    public var function: StabilityAttributes
    public var name: StabilityAttributes
    public var arguments: StabilityAttributes

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
