import DCompiler
import DLanguage
import ProviderAPI
import SystemInfo

/// Sources brought through every stage that needs no kernel: checked, compiled, planned, composed.
struct PreparedProgram {
    let typed: TypedProgram
    let compiled: CompiledProgram
    let plan: Plan
    let composed: [ComposedCarrier]
    /// The parts that programs are composed of, for those composed later.
    let composition: Composition

    /// - Parameters:
    ///   - composer: The composer to use wherever the carrier allows it.
    ///   - onlyCPU: The CPU whose firings count, nil for all.
    ///   - allowsDestructive: Whether actions that change the system may run.
    init(
        _ sources: [DSource], check options: CheckOptions, compile compileOptions: CompileOptions, composer: Composer,
        table: ProbeTable, types: any TypeSource, libraries: any LibraryCatalog, showsTags: Bool,
        onlyCPU: Int? = nil, allowsDestructive: Bool = true
    ) throws(SessionError) {
        do {
            typed = try check(sources, options: options, resolver: table, types: types, libraries: libraries)
        } catch {
            throw SessionError(error, sources, showsTag: showsTags)
        }
        do {
            compiled = try compile(typed, options: compileOptions)
        } catch {
            throw SessionError("failed to compile: line \(error.line): \(error)")
        }
        do {
            plan = try Planner(
                program: compiled, table: table, preferredComposer: composer, specs: typed.clauses.map(\.specs)
            ).plan()
            composition = Composition(
                clauses: compiled.clauses, errorClauses: plan.errorClauses,
                errorProbeID: UInt32(plan.errorProbe ?? 0), clauseLocalSize: compiled.clauseLocalSize,
                onlyCPU: onlyCPU.map { Int32(clamping: $0) }, contextSize: compiled.probeContextSize,
                tracingFrames: Self.tracingFrames(of: compiled, plan: plan, system: table.system))
            composed = try plan.carriers.map { [composition] in try ComposedCarrier($0, composition: composition) }
        } catch {
            // What the action needs besides is told when it is allowed.
            guard allowsDestructive || !typed.isDestructive else { throw .destructive }
            throw SessionError("could not enable tracing: \(error)")
        }
    }

    /// Nothing of the kernel's symbols is read for scripts without stacks at tracepoints.
    private static func tracingFrames(of program: CompiledProgram, plan: Plan, system: HostSystem) -> TracingFrames? {
        guard program.clauses.contains(where: \.usesKernelStack),
            plan.carriers.contains(where: \.carrier.hasTracingFrames),
            let symbols = try? system.kernelSymbolIndex()
        else { return nil }
        return TracingFrames(functions: symbols.ranges(ofNamesBeginningWith: TracingFrames.prefixes))
    }

    /// How many probes the clauses of each source matched, counted for each clause as DTrace does.
    func matchCounts(sourceCount: Int, table: ProbeTable) -> [Int] {
        var counts = [Int](repeating: 0, count: sourceCount)
        for clause in typed.clauses where counts.indices.contains(clause.source) {
            counts[clause.source] += clause.probes.count { table[$0].branch == 0 }
        }
        return counts
    }
}
