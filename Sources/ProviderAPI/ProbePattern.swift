/// A probe description with shell-like wildcards: `*`, `?`, `[...]` and `\`; an empty part matches everything.
public struct ProbePattern: Hashable, Sendable, CustomStringConvertible {
    /// The first part.
    public var provider: Glob
    /// The second part.
    public var module: Glob
    /// The third part.
    public var function: Glob
    /// The fourth part.
    public var name: Glob

    /// A pattern by its parts; those left out match everything.
    public init(provider: Glob = .any, module: Glob = .any, function: Glob = .any, name: Glob = .any) {
        self.provider = provider
        self.module = module
        self.function = function
        self.name = name
    }

    /// Whether all four parts match.
    public func matches(_ probe: ProbeDescription) -> Bool {
        name.matches(probe.name) && function.matches(probe.function) && module.matches(probe.module)
            && provider.matches(probe.provider)
    }

    /// Whether every part is given without wildcards, so that it names at most one probe.
    public var isExact: Bool {
        provider.literal != nil && module.literal != nil && function.literal != nil && name.literal != nil
    }

    /// The four parts joined by colons.
    public var description: String { "\(provider.text):\(module.text):\(function.text):\(name.text)" }
}
