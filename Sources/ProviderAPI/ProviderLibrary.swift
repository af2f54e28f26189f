/// A provider written in D: a library that declares it, and makes its probes out of those of other providers.
///
/// Nothing of it is read before a probe description could mean the provider.
public struct ProviderLibrary: Hashable, Sendable {
    /// The provider part of its probes.
    public var provider: String
    /// The library: types, translators, one `provider` declaration, and a clause for each way to make a probe.
    public var text: String

    /// A provider and its library.
    public init(provider: String, text: String) {
        self.provider = provider
        self.text = text
    }
}
