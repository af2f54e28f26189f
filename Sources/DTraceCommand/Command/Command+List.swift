import DLanguage
import DTraceRuntime
import ProviderAPI
import SystemInfo

extension Command {
    /// Prints the probes that match the sources, or all probes, as they are found.
    func list(_ invocation: Invocation) throws {
        let session = try session(invocation)
        var page = Page()
        page.add(ProbeListing.header)
        // The header goes first, whatever is said on standard error afterwards.
        page.flush()
        try session.forEachProbe { entry in
            try row(entry, of: session, invocation, into: &page)
        } unmatched: { sentence in
            page.flush()
            Terminal.report(sentence)
        }
        page.flush()
    }

    private func row(
        _ entry: ProbeTable.Entry, of session: Session, _ invocation: Invocation, into page: inout Page
    ) throws {
        page.add(id: entry.id, entry.description)
        guard invocation.isVerbose else { return }
        let stability = session.table.stability(of: entry)
        page.add(
            ProbeListing.details(
                probe: stability.weakest(of: entry.description), arguments: stability.arguments,
                types: try entry.probe.arguments(on: session.table.system),
                places: try entry.probe.placeDescriptions(on: session.table.system)))
    }
}

/// Text that is written in large pieces, but not kept until the end.
private struct Page: ~Copyable {
    private var buffer = OutputBuffer()

    mutating func add(_ text: String) {
        buffer.append(text)
        flushWhenLarge()
    }

    mutating func add(id: Int, _ probe: ProbeDescription) {
        ProbeListing.add(id: id, probe, to: &buffer)
        flushWhenLarge()
    }

    mutating func flush() { Terminal.print(&buffer) }

    private mutating func flushWhenLarge() {
        if buffer.count > 32_768 { flush() }
    }
}
