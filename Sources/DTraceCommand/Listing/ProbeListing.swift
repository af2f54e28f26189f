public import ProviderAPI

/// The lines of `-l` and `-lv`, made one probe at a time.
public enum ProbeListing {
    /// The header, printed before the first probe is looked for.
    public static let header = row("ID", "PROVIDER", "MODULE", "FUNCTION", "NAME")

    /// The line of one probe.
    public static func row(id: Int, _ probe: ProbeDescription) -> String {
        row(String(id), probe.provider, probe.module, probe.function, probe.name)
    }

    /// What `-v` adds under the line: attributes and argument types.
    public static func details(
        probe: StabilityAttributes, arguments: StabilityAttributes, types: [ProbeArgument]
    ) -> String {
        var text = "\n\tProbe Description Attributes\n" + attributes(probe)
        text += "\n\tArgument Attributes\n" + attributes(arguments)
        text += "\n\tArgument Types\n"
        if types.isEmpty { text += "\t\tNone\n" }
        for (index, argument) in types.enumerated() { text += "\t\targs[\(index)]: \(argument.type)\n" }
        return text + "\n"
    }

    /// Three lines of one stability triple.
    public static func attributes(_ attributes: StabilityAttributes) -> String {
        "\t\tIdentifier Names: \(attributes.names.rawValue)\n"
            + "\t\tData Semantics:   \(attributes.data.rawValue)\n"
            + "\t\tDependency Class: \(attributes.dependency.rawValue)\n"
    }

    private static func row(_ id: String, _ provider: String, _ module: String, _ function: String, _ name: String)
        -> String
    {
        "\(right(id, 5)) \(right(provider, 10)) \(right(module, 17)) \(right(function, 33)) \(name)\n"
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }
}

extension ProviderStability {
    /// The stability of a whole probe name: the weakest of its parts.
    public var weakest: StabilityAttributes {
        [module, function, name].reduce(provider) { result, part in
            StabilityAttributes(
                min(result.names, part.names), min(result.data, part.data), min(result.dependency, part.dependency))
        }
    }
}
