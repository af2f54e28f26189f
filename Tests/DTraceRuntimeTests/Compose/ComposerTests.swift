import BPF
import DCompiler
import ProviderAPI
import Testing

@testable import DTraceRuntime

/// Composed programs run under BPF_PROG_TEST_RUN with images that write their numbers into a log.
@Suite(.serialized)
struct ComposerTests {
    @Test(arguments: Composer.allCases)
    func `clauses run in program order`(composer: Composer) throws {
        let bench = try ComposerBench(clauseCount: 5, composer: composer)
        try bench.fire()
        #expect(try bench.log() == [0, 1, 2, 3, 4])
    }

    @Test(arguments: Composer.allCases)
    func `two hundred clauses on one probe all run in order`(composer: Composer) throws {
        let bench = try ComposerBench(clauseCount: 200, composer: composer)
        try bench.fire()
        #expect(try bench.log() == Array(0..<200))
    }

    @Test(arguments: Composer.allCases)
    func `a fault runs the ERROR clauses and then the next clause`(composer: Composer) throws {
        let bench = try ComposerBench(clauseCount: 4, errorClauses: [3], faulting: [1], composer: composer)
        try bench.fire()
        #expect(try bench.log() == [0, 1, 3, 2])
    }

    @Test(arguments: Composer.allCases)
    func `every firing gives its context back`(composer: Composer) throws {
        let bench = try ComposerBench(clauseCount: 1, composer: composer)
        for _ in 0..<50 { try bench.fire() }
        #expect(try bench.log() == [Int](repeating: 0, count: 50))
        #expect(try bench.lostFirings() == 0)
    }

    @Test(arguments: Composer.allCases)
    func `preemptible carriers keep contexts by thread`(composer: Composer) throws {
        let carrier = Carrier(.rawTracepoint, isPreemptible: true, description: "raw_tp, preemptible")
        let bench = try ComposerBench(
            clauseCount: 3, errorClauses: [2], faulting: [0], composer: composer, carrier: carrier)
        for _ in 0..<20 { try bench.fire() }
        #expect(try bench.log() == [[Int]](repeating: [0, 2, 1], count: 20).flatMap { $0 })
    }

    @Test
    func `an image hashes the same linked and tail called`() throws {
        let linked = try ComposerBench(clauseCount: 2, composer: .linked)
        let called = try ComposerBench(clauseCount: 2, composer: .tailCall)
        #expect(linked.imageHashes() == called.imageHashes())
        #expect(Set(linked.imageHashes()).count == 2)
    }
}
