import BPF
public import DLanguage
import ProviderAPI

/// Compiles a checked program to images, record layouts and map needs.
///
/// Each clause is lowered to an intermediate form over virtual registers, which are then allocated to machine registers,
/// the stack and the probe context, and emitted.
///
/// - Throws: `CompileError` for what kernel programs cannot do, with the clause's line.
public func compile(_ program: TypedProgram, options: CompileOptions = CompileOptions()) throws(CompileError)
    -> CompiledProgram
{
    let layout = TypeLayout(types: program.types, stringSize: options.stringSize)
    let variables = VariableLayout(program, layout, options)
    let aggregations = try AggregationMaps(program, layout, options)
    let context = ProgramContext(
        program: program, options: options, layout: layout, variables: variables, aggregations: aggregations.layouts,
        clausesAlone: options.knowsAllProbes ? program.clausesAlone() : [])
    var state = CompilationState()
    for clause in program.clauses { try state.add(clause, context) }
    try state.emit()
    return CompiledProgram(
        clauses: state.clauses, maps: variables.maps + aggregations.maps + state.maps(options),
        aggregations: aggregations.layouts, probeContextSize: max(state.contextSize, context.clauseMemoryStart),
        usesProbeNames: state.usesProbeNames, clauseLocalSize: variables.clauseLocalSize)
}

/// A clause before its image is written.
private struct LoweredClause {
    let clause: TypedClause
    let function: IRFunction
    let layout: ImageLayout
    let demand: ContextDemand
    let usesKernelStack: Bool
    let records: [RecordLayout]
}

/// What grows from clause to clause.
private struct CompilationState {
    private(set) var clauses: [CompiledClause] = []
    private(set) var contextSize = 0
    /// The clauses whose images are still to be emitted.
    private var lowered: [LoweredClause] = []
    /// Where the memory of `alloca` begins, behind what any clause has of its own.
    private var arenaStart = 0
    private var arenaBytes = 0
    private(set) var usesProbeNames = false
    private var usesSpeculations = false
    private var usesChill = false
    private var constants = ConstantTable()
    /// The kernel allows 64; what is around an image uses a few.
    private static let mapLimit = 56

    func maps(_ options: CompileOptions) -> [MapSpec] {
        constants.maps
            + (usesSpeculations ? [ClauseLowering.speculationMap(count: options.speculationCount)] : [])
            + (usesChill ? [ClauseLowering.chillMap] : [])
    }

    mutating func add(_ clause: TypedClause, _ context: ProgramContext) throws(CompileError) {
        var lowering = ClauseLowering(clause, id: lowered.count, context, constants)
        try lowering.lower()
        constants = lowering.constants
        usesProbeNames = usesProbeNames || lowering.usesProbeNames
        usesSpeculations = usesSpeculations || lowering.usesSpeculations
        usesChill = usesChill || lowering.usesChill
        let layout = ImageLayout(
            lowering.function, memory: context.clauseMemoryStart, scratchSize: lowering.scratchPeak)
        guard layout.reachesSpills else {
            throw CompileError(
                "the script's `this` variables take \(context.variables.localVariableSize) bytes, and programs in the "
                    + "kernel reach about 32,000: use fewer or smaller ones, or a smaller strsize", line: clause.line
            )
        }
        arenaStart = max(arenaStart, layout.memoryEnd)
        arenaBytes = max(arenaBytes, lowering.arenaBytes)
        lowered.append(
            LoweredClause(
                clause: clause, function: lowering.function, layout: layout, demand: lowering.demand,
                usesKernelStack: lowering.ownFramesRegister != nil, records: lowering.records))
    }

    /// Writes the images of all clauses, with one place for the memory they share.
    mutating func emit() throws(CompileError) {
        contextSize = arenaStart + arenaBytes
        for item in lowered {
            let (image, lines) = Emitter.emit(item.function, item.layout, arena: arenaStart)
            let clause = item.clause
            let maps = Set(image.maps).count
            guard maps <= Self.mapLimit else {
                throw CompileError(
                    "the clause uses \(maps) aggregations, associative arrays and thread-local variables, and the kernel "
                        + "lets a program use \(Self.mapLimit): divide it into several clauses", line: clause.line)
            }
            clauses.append(
                CompiledClause(
                    id: clauses.count, ordinal: clause.ordinal, probes: clause.probes, image: image,
                    demand: item.demand, records: item.records, line: clause.line, lines: lines,
                    source: clause.source, contextUse: Emitter.contextUse(of: image),
                    canFault: item.function.siteCount > 0, usesKernelStack: item.usesKernelStack,
                    stackSize: item.layout.stackSize))
        }
        lowered = []
    }
}

extension ProgramContext {
    /// Where the memory of clauses begins in the probe context: behind the `this` variables.
    var clauseMemoryStart: Int { ProbeContext.headerSize + variables.clauseLocalSize }
}
