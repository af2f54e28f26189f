/// The providers of a program: a value made at start and handed down.
public struct ProviderRegistry: Sendable {
    /// In the order of registration, which listings keep.
    public private(set) var providers: [any Provider] = []
    /// Providers written in D, in the order of registration; they come after all others.
    public private(set) var libraries: [ProviderLibrary] = []

    /// No provider yet.
    public init() {}

    /// Adds a provider; listings keep the order of registration.
    public mutating func register(_ provider: some Provider) { providers.append(provider) }

    /// Adds a provider written in D.
    public mutating func register(_ library: ProviderLibrary) { libraries.append(library) }
}
