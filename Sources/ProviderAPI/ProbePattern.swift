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
    public var isExact: Bool { provider.literal != nil && module.literal != nil && function.literal != nil && name.literal != nil }

    public var description: String { "\(provider.text):\(module.text):\(function.text):\(name.text)" }
}

/// One part of a probe pattern.
public struct Glob: Hashable, Sendable, ExpressibleByStringLiteral {
    /// As written; empty matches everything.
    public let text: String
    /// The only text that matches, or nil when the part has wildcards or is empty.
    public let literal: String?

    public static let any = Glob("")

    public init(_ text: String) {
        self.text = text
        let isPattern = text.isEmpty || text.utf8.contains { [UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "\\")].contains($0) }
        self.literal = isPattern ? nil : text
    }

    public init(stringLiteral value: String) { self.init(value) }
}

extension Glob {
    public func matches(_ text: String) -> Bool { self.text.isEmpty || self.text == text }
}
