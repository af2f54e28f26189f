/// The full name of a probe: provider, module, function and name.
public struct ProbeDescription: Hashable, Sendable, CustomStringConvertible {
    /// The family, sometimes with the id of a process: `syscall`, `pid123`.
    public var provider: String
    /// Where it is: a kernel module, a file, a group of events.
    public var module: String
    /// The function; empty where there is none.
    public var function: String
    /// What happens there: `entry`, `exec`.
    public var name: String

    /// A name by its four parts.
    public init(_ provider: String, _ module: String, _ function: String, _ name: String) {
        self.provider = provider
        self.module = module
        self.function = function
        self.name = name
    }

    /// The four parts joined by colons.
    public var description: String { "\(provider):\(module):\(function):\(name)" }
}
