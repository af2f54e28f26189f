import DLanguage
import DTraceRuntime
import ProviderAPI
import SystemInfo

extension Command {
    /// Prints the probes that match the sources, or all probes, as they are found, to the file of `-o` if there is one.
    func list(_ invocation: Invocation) throws {
        let session = try session(invocation)
        var page = Page(output: try output(invocation))
        page.add(ProbeListing.header)
        // The header goes first, whatever is said on standard error afterwards.
        try page.flush()
        try session.forEachProbe { entry in
            try row(entry, of: session, invocation, into: &page)
        } unmatched: { sentence in
            try page.flush()
            Terminal.report(sentence)
        }
        try page.flush()
    }

    private func row(
        _ entry: ProbeTable.Entry, of session: Session, _ invocation: Invocation, into page: inout Page
    ) throws {
        page.add(id: entry.id, entry.description)
        try page.flushWhenLarge()
        guard invocation.isVerbose else { return }
        let stability = session.table.stability(of: entry)
        page.add(
            ProbeListing.details(
                probe: stability.weakest(of: entry.description), arguments: stability.arguments,
                types: try entry.probe.arguments(on: session.table.system),
                places: try entry.probe.placeDescriptions(on: session.table.system)))
        try page.flushWhenLarge()
    }
}

/// Text that is written in large pieces, but not kept until the end.
private struct Page: ~Copyable {
    private let output: OutputFile
    private var buffer = OutputBuffer()

    init(output: consuming OutputFile) { self.output = output }

    mutating func add(_ text: String) { buffer.append(text) }

    mutating func add(id: Int, _ probe: ProbeDescription) { ProbeListing.add(id: id, probe, to: &buffer) }

    mutating func flush() throws(OutputFileError) { try buffer.flush(to: output) }

    mutating func flushWhenLarge() throws(OutputFileError) {
        if buffer.count > 32_768 { try flush() }
    }
}
