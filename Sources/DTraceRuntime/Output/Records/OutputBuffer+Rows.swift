import ProviderAPI

extension OutputBuffer {
    /// Adds the line that heads all rows; `-F` shows it under `-q` too.
    mutating func appendHeading(_ options: OutputOptions) {
        if options.indentsFlow {
            if !options.isTesting { append("CPU " as StaticString) }
            append("FUNCTION", width: 41, left: true)
        } else if options.isQuiet {
            return
        } else if options.isTesting {
            append("FUNCTION:NAME", width: 32)
        } else {
            append("CPU     ID " as StaticString)
            append("FUNCTION:NAME", width: 32)
        }
        append(byte: 0x0a)
    }

    /// Adds the columns of a row that name its probe; the CPU's column comes before them.
    mutating func append(_ probe: ProbeDescription, id: Int, options: OutputOptions) {
        if !options.isTesting {
            append(id, width: 6)
            append(byte: 0x20)
        }
        append(blanks: 32 - probe.function.utf8.count - 1 - probe.name.utf8.count)
        append(probe.function)
        append(byte: 0x3a)
        append(probe.name)
        append(byte: 0x20)
    }

    /// Adds the column that tells the CPU; tests go without it.
    mutating func append(cpuColumn cpu: Int, options: OutputOptions) {
        guard !options.isTesting else { return }
        append(cpu, width: 3)
        append(byte: 0x20)
    }

    /// Adds the columns that begin a row of `-F`.
    mutating func append(
        flowRow row: FlowIndenter.Row, probe: ProbeDescription, cpu: Int, options: OutputOptions
    ) {
        append(cpuColumn: cpu, options: options)
        let start = count
        append(blanks: row.indent)
        append(row.prefix.rawValue)
        append(probe.function)
        if row.step == .none {
            append(byte: 0x3a)
            append(probe.name)
        }
        justify(from: start, width: 41, left: true)
        append(byte: 0x20)
    }
}
