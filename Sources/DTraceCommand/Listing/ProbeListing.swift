public import DTraceRuntime
public import ProviderAPI

/// The lines of `-l` and `-lv`, made one probe at a time.
public enum ProbeListing {
    /// The header, printed before the first probe is looked for.
    public static let header = "   ID   PROVIDER            MODULE                          FUNCTION NAME\n"

    /// Adds the line of one probe.
    public static func add(id: Int, _ probe: ProbeDescription, to buffer: inout OutputBuffer) {
        let texts =
            probe.provider.utf8.count + probe.module.utf8.count + probe.function.utf8.count + probe.name.utf8.count
        buffer.append(upTo: rowSize + texts) { row in
            row.append(decimal: id, width: 5)
            row.append(0x20)
            row.append(probe.provider, width: 10)
            row.append(probe.module, width: 17)
            row.append(probe.function, width: 33)
            row.append(probe.name, width: 0, end: 0x0a)
        }
    }

    /// The size of a row without texts: the columns, the blanks between them, a long number, the end of the line.
    private static let rowSize = 10 + 17 + 33 + 5 + 20

    /// What `-v` adds under the line: attributes and argument types.
    public static func details(
        probe: StabilityAttributes, arguments: StabilityAttributes, types: [ProbeArgument],
        places: [String] = []
    ) -> String {
        var text = "\n\tProbe Description Attributes\n" + attributes(probe)
        text += "\n\tArgument Attributes\n" + attributes(arguments)
        text += "\n\tArgument Types\n"
        if types.isEmpty { text += "\t\tNone\n" }
        for (index, argument) in types.enumerated() { text += "\t\targs[\(index)]: \(argument.type)\n" }
        if !places.isEmpty { text += "\n\tPlaces\n" + places.map { "\t\t\($0)\n" }.joined() }
        return text + "\n"
    }

    /// What `-v` says about a program before it runs: the weakest stability of its probes and of its statements.
    public static func program(_ kind: String, _ name: String, _ stability: ProgramStability) -> String {
        "\nStability attributes for \(kind) \(name):\n"
            + "\n\tMinimum Probe Description Attributes\n" + attributes(stability.probes)
            + "\n\tMinimum Statement Attributes\n" + attributes(stability.statements) + "\n"
    }

    /// Three lines of one stability triple.
    public static func attributes(_ attributes: StabilityAttributes) -> String {
        "\t\tIdentifier Names: \(attributes.names.rawValue)\n"
            + "\t\tData Semantics:   \(attributes.data.rawValue)\n"
            + "\t\tDependency Class: \(attributes.dependency.rawValue)\n"
    }
}
