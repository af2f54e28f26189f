/// Where in a function a probe lies.
public enum UserProbeKind: Hashable, Sendable {
    case entry
    case `return`
    /// The instruction so many bytes behind the function's first, by the name it was written with.
    case offset(UInt64, name: String)

    /// The last part of the probe's description.
    public var name: String {
        switch self {
        case .entry: "entry"
        case .return: "return"
        case .offset(_, let name): name
        }
    }

    /// What a pattern's last part stands for; offsets only when written in full, in hexadecimal.
    public static func matching(_ pattern: Glob) -> [UserProbeKind] {
        let named = [UserProbeKind.entry, .return].filter { pattern.matches($0.name) }
        guard named.isEmpty, let text = pattern.literal, let offset = UInt64(text, radix: 16) else { return named }
        return [.offset(offset, name: text)]
    }

    /// Whether a function is large enough to have such a probe.
    public func fits(_ place: UserFunctionPlace) -> Bool {
        guard case .offset(let offset, _) = self else { return true }
        return offset < place.size
    }
}
