/// The full name of a probe: provider, module, function and name.
public struct ProbeDescription: Hashable, Sendable, CustomStringConvertible {
    public var provider: String
    public var module: String
    public var function: String
    public var name: String

    public init(_ provider: String, _ module: String, _ function: String, _ name: String) {
        self.provider = provider
        self.module = module
        self.function = function
        self.name = name
    }

    /// The four parts joined by colons.
    public var description: String { "\(provider):\(module):\(function):\(name)" }
}
