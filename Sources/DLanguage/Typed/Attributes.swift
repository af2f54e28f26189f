/// How far something can be relied upon: the stability of names and of data, and what both depend on (DTrace guide,
/// chapter Stability).
public struct Attributes: Hashable, Sendable {
    /// The place of the stability of names in `levels`.
    public var names: Int
    /// The place of the stability of data in `levels`.
    public var data: Int
    /// The place of the dependency class in `classes`.
    public var dependency: Int

    /// Stabilities from the weakest to the strongest.
    public static let levels = [
        "Internal", "Private", "Obsolete", "External", "Unstable", "Evolving", "Stable", "Standard",
    ]
    /// Dependency classes from the most to the least specific.
    public static let classes = ["Unknown", "CPU", "Platform", "Group", "ISA", "Common"]

    /// What D itself has: Stable/Stable/Common.
    public static let strongest = Attributes(names: 6, data: 6, dependency: 5)
    /// The current thread: its type is the kernel's own affair.
    static let privateData = Attributes(names: 6, data: 1, dependency: 5)
    /// Symbols and types of the kernel.
    static let kernel = Attributes(names: 1, data: 1, dependency: 0)

    public init(names: Int, data: Int, dependency: Int) {
        self.names = names
        self.data = data
        self.dependency = dependency
    }

    /// Three words joined by slashes, in any case; nil when they are none of those above.
    public init?(_ text: String) {
        let words = text.split(separator: "/", omittingEmptySubsequences: false).map { $0.lowercased() }
        guard words.count == 3, let names = Self.levels.firstIndex(where: { $0.lowercased() == words[0] }),
            let data = Self.levels.firstIndex(where: { $0.lowercased() == words[1] }),
            let dependency = Self.classes.firstIndex(where: { $0.lowercased() == words[2] })
        else { return nil }
        self.init(names: names, data: data, dependency: dependency)
    }

    /// The weaker of each of the three.
    public func weaker(_ other: Attributes) -> Attributes {
        Attributes(
            names: min(names, other.names), data: min(data, other.data), dependency: min(dependency, other.dependency))
    }
}

extension Attributes: CustomStringConvertible {
    /// As in `#pragma D attributes`: `Stable/Private/Common`.
    public var description: String { "\(Self.levels[names])/\(Self.levels[data])/\(Self.classes[dependency])" }
}
