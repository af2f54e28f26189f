/// A probe description with shell-like wildcards: `*`, `?`, `[...]` and `\`; an empty part matches everything.
public struct ProbePattern: Hashable, Sendable, CustomStringConvertible {
    public var provider: Glob
    public var module: Glob
    public var function: Glob
    public var name: Glob

    public init(provider: Glob = .any, module: Glob = .any, function: Glob = .any, name: Glob = .any) {
        self.provider = provider
        self.module = module
        self.function = function
        self.name = name
    }

    public func matches(_ probe: ProbeDescription) -> Bool {
        name.matches(probe.name) && function.matches(probe.function) && module.matches(probe.module)
            && provider.matches(probe.provider)
    }

    /// Whether every part is given without wildcards, so that it names at most one probe.
    public var isExact: Bool {
        provider.literal != nil && module.literal != nil && function.literal != nil && name.literal != nil
    }

    public var description: String { "\(provider.text):\(module.text):\(function.text):\(name.text)" }
}
