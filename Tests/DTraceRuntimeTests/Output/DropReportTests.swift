import DCompiler
import Testing

@testable import DTraceRuntime

@Suite struct DropReportTests {
    /// Counters of CPUs, each a list by kind.
    private func counters(_ cpus: [[UInt64]]) -> [UInt8] {
        cpus.flatMap { cpu in
            DropKind.allCases.indices.flatMap { littleEndian(cpu.indices.contains($0) ? cpu[$0] : 0) }
        }
    }

    @Test func `reports what has grown, per CPU where it matters`() {
        var report = DropReport()
        let first = counters([[1, 0, 2], [5, 3, 1, 1]])
        #expect(
            text { report.update(first.span.bytes, into: &$0) } == """
                dtrace: 1 drop on CPU 0
                dtrace: 5 drops on CPU 1
                dtrace: 3 aggregation drops on CPU 1
                dtrace: 1 probe context drop on CPU 1
                dtrace: 3 dynamic variable drops

                """)
        #expect(text { report.update(first.span.bytes, into: &$0) } == "")
        let second = counters([[2, 0, 2, 0, 2, 1, 7], [5, 3, 1, 1]])
        #expect(
            text { report.update(second.span.bytes, into: &$0) } == """
                dtrace: 1 drop on CPU 0
                dtrace: 2 speculative drops
                dtrace: 1 failed speculation (available buffer(s) still busy)
                dtrace: 7 failed speculations (no speculative buffer available)

                """)
        #expect(report.total == 24)
    }

    @Test func `every kind has DTrace's tag and words`() {
        let lines: [DropKind: String] = [
            .principal: "[DTRACEDROP_PRINCIPAL] 2 drops on CPU 0",
            .aggregation: "[DTRACEDROP_AGGREGATION] 2 aggregation drops on CPU 0",
            .dynamic: "[DTRACEDROP_DYNAMIC] 2 dynamic variable drops",
            .context: "[DTRACEDROP_CONTEXT] 2 probe context drops on CPU 0",
            .speculation: "[DTRACEDROP_SPEC] 2 speculative drops",
            .speculationBusy: "[DTRACEDROP_SPECBUSY] 2 failed speculations (available buffer(s) still busy)",
            .speculationUnavailable: "[DTRACEDROP_SPECUNAVAIL] 2 failed speculations (no speculative buffer available)",
        ]
        for (index, kind) in DropKind.allCases.enumerated() {
            var report = DropReport(showsTags: true)
            let bytes = counters([DropKind.allCases.indices.map { $0 == index ? 2 : 0 }])
            let line = text { report.update(bytes.span.bytes, into: &$0) }
            #expect(line == lines[kind].map { "dtrace: \($0)\n" })
        }
    }

    @Test func `shows tags when asked`() {
        var report = DropReport(showsTags: true)
        let bytes = counters([[0, 0, 1]])
        #expect(
            text { report.update(bytes.span.bytes, into: &$0) }
                == "dtrace: [DTRACEDROP_DYNAMIC] 1 dynamic variable drop\n")
    }
}
