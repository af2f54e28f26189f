/// The providers of a program: a value made at start and handed down.
public struct ProviderRegistry: Sendable {
    public private(set) var providers: [any Provider] = []

    public init() {}

    /// Adds a provider; listings keep the order of registration.
    public mutating func register(_ provider: some Provider) { providers.append(provider) }
}
