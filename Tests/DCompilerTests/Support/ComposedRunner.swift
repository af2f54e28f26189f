import BPF
import DCompiler
import DLanguage
import ProviderAPI

/// Runs all clauses of a program in one firing, as functions of one program or reached by tail calls.
struct ComposedRunner: ~Copyable {
    enum Way: CaseIterable {
        case linked, tailCalls
    }

    let images: ImageRunner
    private let stub: LoadedProgram

    /// The maps of the images, the way's own, and the program that runs it all.
    init(_ program: TypedProgram, options: CompileOptions, way: Way) throws {
        let count = program.clauses.count
        let extra = [
            MapSpec("faults", .array, keySize: 4, valueSize: max(8, count * 4).aligned, maxEntries: 1),
            MapSpec("clauses", .progArray, keySize: 4, valueSize: 4, maxEntries: count),
        ]
        let images = try ImageRunner(program, options: options, extraMaps: extra)
        let stub = try Self.load(Self.stub(images.compiled.clauses, way), images.maps)
        try images.enter(into: "clauses")
        self.images = images
        self.stub = stub
    }

    private static func load(_ code: Code, _ maps: borrowing MapSet) throws -> LoadedProgram {
        do {
            return try LoadedProgram(ProgramSpec(name: "stub", type: .rawTracepoint, code: code), maps: maps)
        } catch { throw Rejection(error, code) }
    }

    private static func stub(_ clauses: [CompiledClause], _ way: Way) -> Code {
        var code = Code()
        var functions: [Label] = []
        let none = code.label()
        code += [
            .mov(.r6, .r1), .store(.word, Address(.fp, -4), 0), .loadMap(.r1, "contexts"), .mov(.r2, .fp),
            .add(.r2, -4), .call(.mapLookupElem), .jump(.equal, .r0, 0, none), .mov(.r7, .r0),
            .loadMapValue(.r8, "faults", offset: 0),
        ]
        for index in clauses.indices {
            let function = code.label()
            functions.append(function)
            code += [
                .mov(.r1, .r6), .mov(.r2, .r7), .callLocal(function),
                .load(.word, .r1, Address(.r7, ProbeContext.fault)),
                .store(.word, Address(.r8, Int16(index * 4)), .register(.r1)),
                .store(.word, Address(.r7, ProbeContext.fault), 0),
            ]
        }
        code.bind(none)
        code += [.mov(.r0, 0), .exit]
        for (index, function) in functions.enumerated() {
            code.bind(function)
            switch way {
            case .linked: code.append(clauses[index].image)
            case .tailCalls:
                code += [
                    .loadMap(.r2, "clauses"), .mov(.r3, Int32(index)), .call(.tailCall), .mov(.r0, 0), .exit,
                ]
            }
        }
        return code
    }

    /// The faults of the clauses, 0 for none.
    func fire(_ firing: ImageRunner.Firing) throws -> [UInt32] {
        try images.prepare(firing)
        try Processes.onFirstCPU { _ = try stub.testRun(cpu: 0) }
        let bytes = try images.contents("faults")
        return images.compiled.clauses.indices.map { bytes.get($0 * 4) }
    }
}

extension Int {
    fileprivate var aligned: Int { (self + 7) / 8 * 8 }
}
