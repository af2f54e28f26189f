import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

@testable import DTraceRuntime

@Suite struct FlowIndenterTests {
    /// Prints default rows of (probe, clause) on CPUs under `-F`.
    private func flow(_ rows: [(probe: Int, clause: Int, cpu: Int)], isQuiet: Bool = false) -> String {
        let layout = RecordLayout(size: RecordHeader.size, actions: [.defaultTrace])
        let clauses = (0..<2).map {
            CompiledClause(
                id: $0, ordinal: $0, probes: [], image: .init(), demand: .init(), records: [layout], line: 1)
        }
        let program = CompiledProgram(
            clauses: clauses, maps: [], aggregations: [], probeContextSize: ProbeContext.headerSize,
            usesProbeNames: false)
        let printer = RecordPrinter(
            program: program,
            renderer: renderer {
                $0.indentsFlow = true
                $0.isQuiet = isQuiet
            })
        var output = OutputBuffer()
        var diagnostics = OutputBuffer()
        for (index, row) in rows.enumerated() {
            let next = rows.dropFirst(index + 1).first { $0.cpu == row.cpu }
            let record = RecordFixture(headerOf: row.probe, clause: row.clause).bytes
            let disposition = printer.consume(
                record.span.bytes, cpu: row.cpu,
                following: next.map { RecordIdentity(probe: $0.probe, clause: $0.clause) }, into: &output,
                diagnostics: &diagnostics
            ) { _, _ in }
            #expect(disposition == .consumed)
        }
        return output.text
    }

    @Test func `indents between entry and return`() {
        let rows = [(7, 0, 0), (9, 0, 0), (11, 0, 0), (10, 0, 0), (8, 0, 0), (1, 0, 0)]
        #expect(
            flow(rows) == """
                CPU FUNCTION                                 
                  0  => read                                  
                  0    -> vfs_read                            
                  0     | submit:start                        
                  0    <- vfs_read                            
                  0  <= read                                  
                  0 | :BEGIN                                  

                """)
    }

    @Test func `keeps CPUs apart and never goes below zero`() {
        #expect(
            flow([(9, 0, 0), (10, 0, 1), (11, 0, 1), (11, 0, 0)], isQuiet: true)
                == "CPU FUNCTION                                 \n"
                + "  0  -> vfs_read                              "
                + "  1  <- vfs_read                              "
                + "  1 | submit:start                            "
                + "  0   | submit:start                          ")
    }

    @Test func `a return without its entry leaves the next entry at the margin`() {
        let lines = flow([(10, 0, 0), (9, 0, 0), (11, 0, 0)], isQuiet: true).split(separator: "  0 ").map {
            String($0.prefix(12))
        }
        #expect(lines.suffix(3) == [" <- vfs_read", " -> vfs_read", "  | submit:s"])
    }

    @Test func `counts several clauses of a probe as one step`() {
        let rows = [(9, 0, 0), (9, 1, 0), (10, 0, 0), (10, 1, 0)]
        let lines = flow(rows).split(separator: "\n").dropFirst().map { $0.dropFirst(4).prefix(22) }
        #expect(
            lines == [
                " -> vfs_read          ", "  | vfs_read:entry     ".prefix(22), "  | vfs_read:return    ".prefix(22),
                " <- vfs_read          ",
            ])
    }

    @Test func `takes names that end in entry as part of a word for others`() {
        var indenter = FlowIndenter()
        for (name, step) in [
            ("method-entry", FlowIndenter.Step.entry), ("carpentry", .none), ("function-return", .return),
            ("sreturn", .none),
        ] {
            let row = indenter.row(
                for: RecordIdentity(probe: 0, clause: 0), probe: ProbeDescription("p", "m", "f", name), cpu: 0,
                following: nil)
            #expect(row.step == step)
        }
    }
}
