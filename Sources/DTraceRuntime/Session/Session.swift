import BPF
import DCompiler
import DLanguage
public import ProviderAPI
public import SystemInfo

/// One run: sources are prepared, loaded, attached, consumed and reported.
///
/// A session belongs to the thread that made it. Messages for people go to `report`, one sentence each without the
/// leading `dtrace: `.
public final class Session {
    let configuration: SessionConfiguration
    var options: SessionOptions
    public let table: ProbeTable
    let report: (String) -> Void
    /// Targets are found, started and held when the session is made, so that providers see what they map.
    let targets: TargetList
    private let providerLibraries: [ProviderLibrary]
    private(set) var prepared: PreparedProgram?

    public init(
        registry: ProviderRegistry, system: HostSystem, configuration: SessionConfiguration,
        report: @escaping (String) -> Void
    ) throws(SessionError) {
        self.configuration = configuration
        self.report = report
        options = configuration.options
        targets = try TargetList(
            commands: configuration.commands, processes: configuration.processes,
            holdsAtExec: configuration.options.text("evaltime") == "exec")
        var system = system
        system.targetProcesses = targets.ids
        providerLibraries = registry.libraries
        table = ProbeTable(
            registry: registry.withLibraries(in: configuration.options.libraryFolders), system: system)
    }

    /// Checks, compiles and plans; nothing is loaded.
    ///
    /// - Returns: The number of probes that each source matched.
    public func prepare() throws(SessionError) -> [Int] {
        try reserveStandardProbes()
        // Before checking: sizes of strings and stacks among them decide about types.
        try applyProgramOptions()
        try stateAttributes()
        let prepared = try PreparedProgram(
            configuration.sources, check: checkOptions, compile: compileOptions, composer: composer,
            table: table, types: kernelTypes, libraries: try libraries,
            showsTags: options.showsErrorTags, onlyCPU: options.cpu, allowsDestructive: options.allowsDestructive)
        self.prepared = prepared
        return prepared.matchCounts(sourceCount: configuration.sources.count, table: table)
    }

    /// The plan as text, after `prepare`.
    public func explanation() -> String {
        guard let prepared else { return "" }
        return prepared.plan.explanation(of: prepared.compiled, table: table, programs: prepared.composed)
    }

    /// BEGIN, END and ERROR have the ids 1, 2 and 3 in every session; `-i` means the ids of a full listing.
    func reserveStandardProbes() throws(SessionError) {
        do {
            _ = try table.ids(matching: ProbePattern(provider: "dtrace"))
            if configuration.sources.contains(where: { $0.form == .identifier }) { try table.numberAll() }
        } catch {
            throw SessionError("failed to initialize: \(error)")
        }
    }

    /// `-xcomposer`, else what the configuration says.
    private var composer: Composer {
        options.text("composer").flatMap { Composer(rawValue: $0) } ?? configuration.composer
    }

    var checkOptions: CheckOptions {
        var variables = CurrentProcess.macroVariables
        if let target = targets.ids.first { variables["target"] = Int64(target) }
        return CheckOptions(
            macroArguments: configuration.macroArguments, macroVariables: variables,
            defaultArguments: options.defaultArguments, allowsNoMatch: options.allowsNoMatch,
            stringSize: options.stringSize,
            stackFrames: options.stackFrames, userStackFrames: options.userStackFrames,
            javaStackFrames: options.javaStackFrames,
            allowsUnusedArguments: options.isOn("argref"), allowsEmpty: options.isOn("empty"),
            minimumAttributes: options.text("amin").flatMap { Attributes($0) }, maximumFrames: options.maximumFrames)
    }

    var kernelTypes: KernelTypes { KernelTypes(system: table.system) }

    var libraries: SystemLibraries {
        get throws(SessionError) {
            try SystemLibraries(
                folders: options.texts("libdir"), table: table, isEnabled: !options.isOn("nolibs"),
                others: { [providerLibraries, options] in
                    providerLibraries.map(\.source)
                        + ProviderRegistry.librarySources(in: options.systemLibraryFolders)
                })
        }
    }

    /// Lets the pragmas about the stability of providers count.
    func stateAttributes() throws(SessionError) {
        do {
            table.statedAttributes = try providerAttributes(in: configuration.sources)
        } catch {
            throw failure(error)
        }
    }

    /// A finding about the sources, as the options want it shown.
    func failure(_ finding: Diagnostic) -> SessionError {
        SessionError(finding, configuration.sources, showsTag: options.showsErrorTags)
    }

    private var compileOptions: CompileOptions {
        let system = table.system
        return CompileOptions(
            stringSize: options.stringSize, aggregationSize: options.aggregationSize,
            dynamicVariableSize: options.dynamicVariableSize, scratchSize: options.scratchSize,
            speculationCount: options.speculationCount, packetSize: options.packetSize,
            copiesRecords: options.copiesRecords,
            kernelOffsets: { KernelTypes(system: system).taskOffsets },
            memberOffset: { KernelTypes.offset(of: $0, system) },
            hasLoopHelper: { KernelFeatures.running.has(.loopHelper) },
            hasTaskStorage: { KernelFeatures.running.has(.taskStorage) },
            knowsAllProbes: table.processes == nil,
            processNamespace: CurrentProcess.innerNamespace.map {
                ProcessNamespace(device: $0.device, number: $0.number)
            })
    }

    /// `#pragma D option` settings of the program, each as if given with `-x`.
    func applyProgramOptions() throws(SessionError) {
        let settings: [ProgramOption]
        do {
            settings = try programOptions(in: configuration.sources)
        } catch {
            throw failure(error)
        }
        for setting in settings {
            do {
                try options.set(setting.name, to: setting.value, origin: .pragma)
            } catch {
                let finding = Diagnostic(
                    tag: "D_PRAGMA_OPTSET", message: "\(error)", site: .none, line: setting.line, source: setting.source
                )
                throw failure(finding)
            }
        }
    }
}
