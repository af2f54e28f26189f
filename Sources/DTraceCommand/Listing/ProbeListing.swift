public import DTraceRuntime
public import ProviderAPI

/// The lines of `-l` and `-lv`, made one probe at a time.
public enum ProbeListing {
    /// The header, printed before the first probe is looked for.
    public static let header: String = {
        var buffer = OutputBuffer(capacity: 80)
        add("ID", ProbeDescription("PROVIDER", "MODULE", "FUNCTION", "NAME"), to: &buffer)
        return buffer.text
    }()

    /// Adds the line of one probe.
    public static func add(id: Int, _ probe: ProbeDescription, to buffer: inout OutputBuffer) {
        add(String(id), probe, to: &buffer)
    }

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

    private static func add(_ id: String, _ probe: ProbeDescription, to buffer: inout OutputBuffer) {
        add(id, 5, to: &buffer)
        add(probe.provider, 10, to: &buffer)
        add(probe.module, 17, to: &buffer)
        add(probe.function, 33, to: &buffer)
        buffer.append(probe.name)
        buffer.append(byte: UInt8(ascii: "\n"))
    }

    /// A column aligned to the right, and the blank after it.
    private static func add(_ text: String, _ width: Int, to buffer: inout OutputBuffer) {
        buffer.append(blanks: width - text.utf8.count)
        buffer.append(text)
        buffer.append(byte: UInt8(ascii: " "))
    }
}
