import BPF
import DLanguage
import DTraceRuntime
public import ProviderAPI
import SystemInfo

/// The program: a command line in, an exit status out.
public struct Command {
    /// The version of the D language, which `-V` prints; `__SUNW_D_VERSION` says the same.
    static let languageVersion = "dtrace-prov D 2.0"
    /// The version of the program, which `-V` with `-v` prints too.
    static let version = "This is dtrace-prov 0.1"

    /// Finds the plug-ins of the given folders and of the system's, except those with the given names; problems that do
    /// not end the session are told in sentences.
    public typealias PluginFinder = (
        _ folders: [String], _ taken: Set<String>, _ report: @escaping @Sendable (String) -> Void
    ) -> [any Provider]

    /// The providers of the program itself.
    let registry: ProviderRegistry
    private let plugins: PluginFinder
    /// What the program was started as.
    private let name: String

    /// A program with these providers and the plug-ins that `plugins` finds, started as `name`: `$0` of programs that
    /// no file holds.
    public init(
        registry: ProviderRegistry, plugins: @escaping PluginFinder = { _, _, _ in [] }, name: String = "dtrace-prov"
    ) {
        self.registry = registry
        self.plugins = plugins
        self.name = name
    }

    /// Does what the arguments (those after the program's name) ask for, and gives the exit status.
    public func run(_ arguments: [String]) -> Int32 {
        do {
            return try perform(Invocation(arguments: arguments))
        } catch let error as UsageError {
            return fail(CommandFailure(error))
        } catch let error as CommandFailure {
            return fail(error)
        } catch let error as SessionError {
            return fail(CommandFailure(error))
        } catch {
            return fail(CommandFailure("\(error)"))
        }
    }

    /// The same, and ends the process with that status.
    public func runAndExit(_ arguments: [String]) -> Never {
        OutputFile.holdStandardStreams()
        // Expressions nest as deep as the compiler allows, which in unoptimised code takes more than the usual 8 MiB.
        CurrentProcess.reserveStack(64 << 20)
        CurrentProcess.end(status: run(arguments))
    }

    private func fail(_ failure: CommandFailure) -> Int32 {
        if !failure.isSilent { Terminal.report(failure.description) }
        if let excerpt = failure.excerpt, OutputFile.standardError.isTerminal { Terminal.printError(excerpt + "\n") }
        if failure.showsUsage { Terminal.printError(Usage.summary) }
        return failure.status
    }

    private func perform(_ invocation: Invocation) throws -> Int32 {
        switch invocation.mode {
        case .help: try Terminal.print(Usage.full)
        case .version:
            try Terminal.print("dtrace: \(Self.languageVersion)\n" + (invocation.isVerbose ? "\(Self.version)\n" : ""))
        case .providers:
            let folders = try options(invocation).libraryFolders
            // What is wrong with a plug-in stands in the table.
            let all = registry(invocation) { _ in }
            try Terminal.print(ProviderTable.text(all.withLibraries(in: folders), on: system))
            if invocation.isVerbose { try Terminal.print("\n" + FeatureTable.text(of: system.features)) }
        case .newProvider(let new): try write(new)
        case .list: try list(invocation)
        case .header: try writeHeaders(invocation)
        case .object: try writeObjects(invocation)
        case .trace: return try trace(invocation)
        }
        return 0
    }

    /// The program's providers and the plug-ins.
    private func registry(
        _ invocation: Invocation, report: @escaping @Sendable (String) -> Void = Terminal.report
    ) -> ProviderRegistry {
        var all = registry
        let taken = Set(all.providers.map(\.name) + all.libraries.map(\.provider))
        for plugin in plugins(invocation.pluginFolders, taken, report) { all.register(plugin) }
        return all
    }

    /// This machine, asked when needed.
    var system: HostSystem { HostSystem.current(features: KernelFeatures.running) }

    /// A session for the command line: for root, or with the rights that tracing needs.
    func session(_ invocation: Invocation) throws -> Session {
        if !CurrentProcess.isRoot, let missing = Rights.current.namesMissingForTracing {
            throw CommandFailure(
                "run as root for tracing and listing probes, or with CAP_BPF and CAP_PERFMON: "
                    + "this process lacks \(missing)", status: 2)
        }
        let reader = SourceReader(preprocessor: invocation.preprocessor)
        var configuration = SessionConfiguration(sources: try invocation.sources.map(reader.read))
        configuration.options = try options(invocation)
        guard invocation.mode == .list || !invocation.sources.isEmpty else {
            throw CommandFailure("no probes specified")
        }
        let script = invocation.sources.first { $0.form == .script }?.text
        configuration.macroArguments = [script ?? name] + invocation.macroArguments
        configuration.commands = invocation.commands.map {
            $0.split(whereSeparator: \.isWhitespace).map(String.init)
        }
        configuration.processes = invocation.processes
        return try Session(
            registry: registry(invocation), system: system, configuration: configuration, report: Terminal.report)
    }

    func options(_ invocation: Invocation) throws -> SessionOptions {
        var options = SessionOptions()
        let variables = CurrentProcess.environment(prefix: Self.optionPrefix).map {
            (Self.optionPrefix + $0.name, $0.value)
        }
        try options.apply(environment: Dictionary(variables) { first, _ in first })
        for option in invocation.options {
            try options.set(option.name, to: option.value, origin: .flag(option.letter))
        }
        return options
    }

    private static let optionPrefix = "DTRACE_OPT_"
}
