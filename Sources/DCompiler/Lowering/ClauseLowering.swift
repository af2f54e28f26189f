import BPF
import DLanguage
import ProviderAPI

/// Turns one typed clause into the intermediate form.
///
/// The extensions are named after what they lower. Registers of values are never changed once read by others: every
/// operation works on a copy, which costs nothing when the original is not used again.
struct ClauseLowering {
    var function = IRFunction()
    let context: ProgramContext
    var constants: ConstantTable
    let clause: TypedClause
    let clauseID: Int
    var demand = ContextDemand()
    var records: [RecordLayout] = []
    var usesProbeNames = false
    var usesSpeculations = false
    var usesChill = false
    var usesArena = false
    /// The statement that is being lowered, counted from 1 in the order of the source; 0 in the predicate.
    var action = 0
    /// The record that is being filled.
    var openRecord: OpenRecord?
    /// Bytes of scratch memory in use, and the most there were.
    private(set) var scratchTop = 0
    private(set) var scratchPeak = 0
    /// The thread's identity, computed at entry once anything asks for it.
    var threadKeyRegister: VirtualRegister?
    /// The number of our own frames on a kernel stack, taken at entry once anything asks for it.
    var ownFramesRegister: VirtualRegister?
    /// Holds the id of the speculation that records of later runs belong to.
    var activeSpeculation: ScratchCell?
    /// Whether the clause is the only one at each of its probes: then what it keeps need not outlast it.
    let isAlone: Bool
    /// The time of the firing in a clause that is alone, and whether some way through the clause asks for it only later.
    var timeRegister: VirtualRegister?
    var timeMayBeUnset = false
    /// The `this` variables that lie on the stack.
    var ownNumbers: [VariableID: IRAddress] = [:]
    /// What need not be looked up again.
    var found = FoundElements()
    private var readBufferAddress: IRAddress?
    private var keyBufferAddress: IRAddress?
    private var largeKeyAddress: IRAddress?

    init(_ clause: TypedClause, id: Int, _ context: ProgramContext, _ constants: ConstantTable) {
        self.clause = clause
        clauseID = id
        self.context = context
        self.constants = constants
        isAlone = context.clausesAlone.contains(id)
        function.line = clause.line
    }

    var layout: TypeLayout { context.layout }
    var stringSize: Int { context.options.stringSize }

    /// Lowers predicate and statements.
    mutating func lower() throws(CompileError) {
        let end = clause.predicate.map { _ in function.label() }
        if let predicate = clause.predicate, let end { try branch(on: predicate, when: false, to: end) }
        try lower(statements)
        if let end { function.bind(end) }
        prependOwnNumbers()
        prependTime()
        prependThreadKey()
        prependArena()
        prependOwnFrames()
    }

    /// What the clause does. An empty one takes the default action, and so does one with nothing but `speculate()`, into the
    /// speculation (DTrace guide, chapters Actions and Subroutines and Speculative Tracing).
    private var statements: [TypedStatement] {
        switch clause.statements.first {
        case nil: [.action(.defaultTrace)]
        case .action(.speculate) where clause.statements.count == 1: clause.statements + [.action(.defaultTrace)]
        default: clause.statements
        }
    }

    func failure(_ message: String) -> CompileError { CompileError(message, line: clause.line) }

    mutating func emit(_ instruction: IRInstruction) { function.emit(instruction) }

    /// Takes 8-aligned scratch memory until the end of the statement.
    mutating func scratch(_ bytes: Int) -> IRAddress {
        let address = IRAddress(.scratch, scratchTop)
        scratchTop += bytes.aligned(to: 8)
        scratchPeak = max(scratchPeak, scratchTop)
        return address
    }

    /// Runs `body` and gives back the scratch memory it took.
    mutating func scoped<Result>(_ body: (inout ClauseLowering) throws(CompileError) -> Result) throws(CompileError)
        -> Result
    {
        let top = scratchTop
        let result = try body(&self)
        scratchTop = top
        return result
    }

    /// 8 bytes of stack for helpers to read into; loaded from at once.
    mutating func readBuffer() -> IRAddress {
        if let readBufferAddress { return readBufferAddress }
        let address = function.frameBuffer(8)
        readBufferAddress = address
        return address
    }

    /// Room for a map key, filled right before it is used: small ones on the stack.
    mutating func keyBuffer(_ bytes: Int) -> IRAddress {
        if bytes > Self.stackKeySize { return scratch(bytes) }
        if let keyBufferAddress { return keyBufferAddress }
        let address = function.frameBuffer(Self.stackKeySize)
        keyBufferAddress = address
        return address
    }

    private static let stackKeySize = 32

    /// Room for the key of an aggregation. In a clause that does nothing else a kernel stack fits ours too: then such a
    /// clause needs no memory of the probe context.
    mutating func aggregationKeyBuffer(_ bytes: Int) -> IRAddress {
        guard bytes > Self.stackKeySize, bytes <= Self.largeStackKeySize, onlyAggregates else {
            return keyBuffer(bytes)
        }
        if let largeKeyAddress { return largeKeyAddress }
        let address = function.frameBuffer(Self.largeStackKeySize)
        largeKeyAddress = address
        return address
    }

    /// A stack of 20 frames and a word beside it.
    private static let largeStackKeySize = 176

    /// Whether all that the clause does is to update aggregations by keys that are there without any computing.
    private var onlyAggregates: Bool {
        clause.statements.allSatisfy {
            guard case .aggregate(let aggregate) = $0 else { return false }
            return aggregate.keys.allSatisfy {
                switch $0.kind {
                case .builtin, .stack, .integer: true
                default: false
                }
            }
        }
    }
}

/// What lowering needs to know of the whole program.
struct ProgramContext {
    let program: TypedProgram
    let options: CompileOptions
    let layout: TypeLayout
    let variables: VariableLayout
    let aggregations: [AggregationLayout]
    /// See `TypedProgram.clausesAlone()`.
    let clausesAlone: Set<Int>
}
