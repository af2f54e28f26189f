import BPF
import DCompiler
import ProviderAPI

/// How a stub reaches its clauses.
public enum Composer: String, Hashable, Sendable, CaseIterable {
    /// Clauses are programs of their own, one for each carrier; stubs tail-call them and get control back.
    case tailCall = "tailcall"
    /// Clauses are functions inside every program that runs them.
    case linked
    /// Clauses are functions inside the stubs that run them, which costs less, unless these would be many copies of a long one:
    /// such a clause is a program of its own.
    case automatic = "auto"
}

/// The parts of a session's program that composing needs.
struct Composition {
    let clauses: [CompiledClause]
    /// The clauses of the ERROR probe, in program order.
    let errorClauses: [Int]
    let errorProbeID: UInt32
    /// Bytes of `this` variables after the context's header, to be zero when a firing begins.
    let clauseLocalSize: Int
    /// The CPU whose firings count (`-xcpu`), nil for all.
    var onlyCPU: Int32?
    /// The size of a probe context.
    var contextSize = 0
    /// What may come first in stacks at tracepoints; nil where no clause looks at them or addresses are hidden.
    var tracingFrames: TracingFrames?

    /// How programs of a carrier find their contexts.
    func locator(for carrier: Carrier) -> ContextLocator {
        ContextLocator(carrier: carrier, isWide: ContextMaps.areWide(contextSize: contextSize))
    }

    /// Whether one of the clauses looks at the kernel's stack.
    func useKernelStack(_ clauses: [Int]) -> Bool { clauses.contains { self.clauses[$0].usesKernelStack } }

    /// Whether one of the clauses needs more of a probe context than the probe's id.
    func needContext(_ clauses: [Int]) -> Bool { clauses.contains { self.clauses[$0].contextUse == .all } }

    /// Whether one of the clauses can come to a fault.
    func canFault(_ clauses: [Int]) -> Bool { clauses.contains { self.clauses[$0].canFault } }
}

/// A program made of parts, with where each clause's instructions lie in it.
struct ComposedProgram {
    var spec: ProgramSpec
    /// Index ranges into `spec.code.instructions` and the clause they are an image of.
    var regions: [(range: Range<Int>, clause: Int)]
}

/// A program under construction: a main part and the functions it calls.
struct ProgramAssembly {
    var code = Code()
    private(set) var regions: [(range: Range<Int>, clause: Int)] = []
    private var functions: [(label: Label, emit: (inout ProgramAssembly) -> Void)] = []

    /// A function placed after the main part when the program is finished.
    mutating func function(_ emit: @escaping (inout ProgramAssembly) -> Void) -> Label {
        let label = code.label()
        functions.append((label, emit))
        return label
    }

    /// Appends a clause's image here and remembers where it lies.
    mutating func appendImage(of clause: CompiledClause) {
        let start = code.instructions.count
        code.append(clause.image)
        regions.append((start..<code.instructions.count, clause.id))
    }

    /// Places the functions, those that functions ask for included, and names the program.
    consuming func finish(name: String, carrier: Carrier) -> ComposedProgram {
        var next = 0
        while next < functions.count {
            let function = functions[next]
            code.bind(function.label)
            function.emit(&self)
            next += 1
        }
        let spec = ProgramSpec(
            name: name, type: carrier.programType, expectedAttachType: carrier.expectedAttachType, code: code)
        return ComposedProgram(spec: spec, regions: regions)
    }
}
