import DLanguage
import DTraceProvider
import DTraceRuntime
import ProviderAPI
import Synchronization
import SystemInfo

/// Sessions that trace with one provider and that of BEGIN and END.
enum ConformanceSession {
    /// A process has one session that runs at a time: it takes the signals.
    private static let turn = Mutex(())

    /// Loads the stubs of a program without attaching them; gives their sizes in slots.
    static func verify(
        provider: any Provider, system: HostSystem, _ program: String, composer: Composer
    ) throws -> [Int] {
        let session = try session(provider, system, program, composer: composer, options: [], command: [])
        _ = try session.prepare()
        return try session.verify()
    }

    /// Runs a program to the end of a command, or without one just on and off; gives what it printed.
    static func run(
        provider: any Provider, system: HostSystem, _ program: String, composer: Composer = .tailCall,
        options: [String] = [], command: [String] = []
    ) throws -> String {
        try turn.withLock { _ in
            let text = command.isEmpty ? program + "\ndtrace:::BEGIN { exit(0); }" : program
            let session = try session(provider, system, text, composer: composer, options: options, command: command)
            _ = try session.prepare()
            let file = try ScratchFile()
            _ = try session.run(output: OutputFile(path: file.path, mode: .truncate))
            return try SystemFile.text(of: file.path)
        }
    }

    private static func session(
        _ provider: any Provider, _ system: HostSystem, _ program: String, composer: Composer, options: [String],
        command: [String]
    ) throws -> Session {
        var registry = ProviderRegistry()
        if provider.name != "dtrace" { registry.register(DTraceProvider()) }
        registry.register(provider)
        var configuration = SessionConfiguration(
            sources: [DSource(name: "conformance.d", text: Array(program.utf8), form: .script)], composer: composer)
        for option in options + ["quiet"] { try configuration.options.set(option) }
        configuration.commands = command.isEmpty ? [] : [command]
        return try Session(registry: registry, system: system, configuration: configuration, report: { _ in })
    }
}
