import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

@testable import DTraceRuntime

/// What people are told when the verifier refuses a program: it is our fault, and where.
@Suite struct RejectionTests {
    /// A clause whose image reads from nowhere in its second instruction.
    private static let clause: CompiledClause = {
        var image = Code()
        image += [.mov(.r9, .r2), .load(.double, .r1, Address(.r9, 0)), .mov(.r0, 0), .exit]
        return CompiledClause(
            id: 0, ordinal: 0, probes: [1], image: image, demand: .nothing, records: [], line: 3, lines: [3, 4, 4, 4])
    }()

    private func sentence(_ sources: [DSource]) throws -> String {
        let program = CompiledProgram(
            clauses: [Self.clause], maps: [], aggregations: [], probeContextSize: 160, usesProbeNames: false)
        var code = Code()
        code.emit(.mov(.r2, 0))
        code.append(Self.clause.image)
        let composed = ComposedProgram(
            spec: ProgramSpec(name: "clause_0", type: .rawTracepoint, code: code), regions: [(1..<5, 0)])
        do {
            _ = try LoadedProgram(composed.spec, maps: MapSet())
        } catch {
            guard case .rejected(let rejection) = error else { throw error }
            return composed.sentence(for: rejection, probe: "a:b:c:d", program: program, sources: sources)
        }
        return "loaded"
    }

    @Test func `a script is named with its line`() throws {
        let sentence = try sentence([DSource(name: "trace.d", text: [], form: .script)])
        #expect(sentence.hasPrefix("BPF program load for 'a:b:c:d' failed: internal error: "))
        #expect(sentence.contains("rejected the image of clause 0 (trace.d:4): "))
        #expect(sentence.hasSuffix("please report it with the script and the output of --explain"))
    }

    @Test func `a program of the command line is told by its line`() throws {
        let sentence = try sentence([DSource(name: "BEGIN", text: [], form: .name)])
        #expect(sentence.contains("the image of clause 0 (line 4 of the program): "))
    }
}
