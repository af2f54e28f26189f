import DTraceRuntime
import SystemInfo

extension Command {
    /// Compiles, and unless told to stop there, runs until the end of the session.
    func trace(_ invocation: Invocation) throws -> Int32 {
        let session = try session(invocation)
        if let stage = invocation.emits, !stage.needsPreparation {
            try Terminal.print(try session.text(of: stage))
            return 0
        }
        let matched = try session.prepare()
        if let stage = invocation.emits {
            try Terminal.print(try session.text(of: stage))
            return 0
        }
        if invocation.showsDisassembly || session.isVerbose { Terminal.printError(try session.disassembly()) }
        if invocation.explains {
            try Terminal.print(session.explanation())
            return 0
        }
        if invocation.stopsAfterCompiling {
            if invocation.isVerbose { showStability(of: invocation.sources, in: session) }
            return 0
        }
        OutputFile.ignoreBrokenPipes()
        return try run(session, invocation, matched)
    }

    /// Says once what was matched: when tracing has begun, or before the reason why it cannot begin.
    private func run(_ session: Session, _ invocation: Invocation, _ matched: [Int]) throws -> Int32 {
        var isAnnounced = false
        func announceOnce() {
            guard !isAnnounced else { return }
            isAnnounced = true
            if !session.isQuiet { announce(invocation.sources, matched) }
            if invocation.isVerbose { showStability(of: invocation.sources, in: session) }
        }
        do {
            return try session.run(output: try output(invocation), onStart: announceOnce)
        } catch {
            announceOnce()
            throw error
        }
    }

    private func showStability(of sources: [Invocation.Source], in session: Session) {
        for (index, source) in sources.enumerated() {
            guard let stability = session.stability(ofSource: index) else { continue }
            let (kind, name) = Self.shownName(of: source)
            try? Terminal.print(ProbeListing.program(kind, name, stability))
        }
    }

    /// The kind and name of a source for messages.
    private static func shownName(of source: Invocation.Source) -> (kind: String, name: String) {
        source.form == .script ? ("script", source.text) : ("description", shortened(source.text))
    }

    /// What `-o` names, which is appended to, else standard output.
    func output(_ invocation: Invocation) throws -> OutputFile {
        guard let path = invocation.outputPath else { return OutputFile.standardOutput }
        do {
            return try OutputFile(path: path, mode: .append)
        } catch {
            throw CommandFailure("failed to open output file '\(path)': \(error.reason)")
        }
    }

    /// Tells how many probes each source matched.
    private func announce(_ sources: [Invocation.Source], _ matched: [Int]) {
        for (source, count) in zip(sources, matched) {
            let (kind, name) = Self.shownName(of: source)
            Terminal.report("\(kind) '\(name)' matched \(count) probe\(count == 1 ? "" : "s")")
        }
    }

    /// A specifier without predicate and actions.
    static func shortened(_ specifier: String) -> String {
        String(specifier.prefix { !"/{;".contains($0) })
    }
}
