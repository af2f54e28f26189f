import DLanguage
import DTraceProvider
import DTraceRuntime
import ProviderAPI
import Synchronization
import SystemInfo

/// Sessions that trace with one provider, those it stands on, and that of BEGIN and END.
struct ConformanceSession {
    let provider: any Provider
    /// Takes the provider's place when it is written in D: clauses on it use what its library defines.
    let library: ProviderLibrary?
    let sources: [any Provider]
    let system: HostSystem

    /// A process has one session that runs at a time: it takes the signals.
    private static let turn = Mutex(())

    /// Loads the stubs of a program without attaching them; gives their sizes in slots.
    func verify(_ program: String, composer: Composer) throws -> [Int] {
        let session = try session(program, composer: composer, options: [], command: [])
        _ = try session.prepare()
        return try session.verify()
    }

    /// Runs a program to the end of a command, or without one just on and off; gives what it printed.
    @discardableResult
    func run(
        _ program: String, composer: Composer = .tailCall, options: [String] = [], command: [String] = []
    ) throws -> String {
        try Self.turn.withLock { _ in
            let text = command.isEmpty ? program + "\ndtrace:::BEGIN { exit(0); }" : program
            let session = try session(text, composer: composer, options: options, command: command)
            _ = try session.prepare()
            let file = try ScratchFile()
            _ = try session.run(output: OutputFile(path: file.path, mode: .truncate))
            return try SystemFile.text(of: file.path)
        }
    }

    private func session(
        _ program: String, composer: Composer, options: [String], command: [String]
    ) throws -> Session {
        var registry = ProviderRegistry()
        if provider.name != "dtrace" { registry.register(DTraceProvider()) }
        for source in sources { registry.register(source) }
        if let library { registry.register(library) } else { registry.register(provider) }
        var configuration = SessionConfiguration(
            sources: [DSource(name: "conformance.d", text: Array(program.utf8), form: .script)], composer: composer)
        for option in options + ["quiet"] { try configuration.options.set(option) }
        configuration.commands = command.isEmpty ? [] : [command]
        return try Session(registry: registry, system: system, configuration: configuration, report: { _ in })
    }
}
