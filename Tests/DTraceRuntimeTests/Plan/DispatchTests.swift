import BPF
import ProviderAPI
import Testing

@testable import DTraceRuntime

/// One program for many probes: what is planned, and what runs for which number.
@Suite(.serialized) struct DispatchTests {
    private func probes(_ keys: Int...) -> [DispatchedProbe] { keys.map { DispatchedProbe(key: $0) } }

    @Test(arguments: Composer.allCases)
    func `each number runs the clauses of its probe`(composer: Composer) throws {
        let bench = try DispatchBench(
            probes(0, 7, 450, 4095), clauses: [[0, 1], [1, 2, 3], [3]], composer: composer)
        #expect(bench.plan.carriers[0].stubs.count == 1)
        #expect(try bench.clauses(for: 0) == [0])
        #expect(try bench.clauses(for: 7) == [0, 1])
        #expect(try bench.clauses(for: 450) == [1])
        #expect(try bench.clauses(for: 4095) == [1, 2])
        for other: Int64 in [1, 449, 451, 4096, -1, .max, .min, 1 << 32, 1 << 32 | 7] {
            #expect(try bench.clauses(for: other).isEmpty, "\(other)")
        }
    }

    @Test(arguments: Composer.allCases)
    func `a single probe compares its number`(composer: Composer) throws {
        let bench = try DispatchBench(probes(39), clauses: [[0], [0]], composer: composer)
        #expect(bench.plan.carriers[0].stubs[0].dispatchTable == nil)
        #expect(try bench.clauses(for: 39) == [0, 1])
        for other: Int64 in [0, 38, 40, 1 << 32 | 39, -39] { #expect(try bench.clauses(for: other).isEmpty) }
    }

    @Test func `every probe is attached at once`() throws {
        let bench = try DispatchBench((0..<400).map { DispatchedProbe(key: $0) }, clauses: [Array(0..<400)])
        let stubs = bench.plan.carriers[0].stubs
        #expect(stubs.count == 1)
        #expect(stubs[0].attachRequests == [AttachRequest(.rawTracepoint(name: "numbers"), cookie: 0)])
        #expect(bench.plan.programCount == 2)
        #expect(try bench.clauses(for: 399) == [0])
    }

    @Test func `two probes with one number get a stub each`() throws {
        let bench = try DispatchBench(
            [DispatchedProbe(key: 5), DispatchedProbe(key: 5, alias: "five"), DispatchedProbe(key: 6)],
            clauses: [[0, 1, 2]])
        #expect(
            bench.plan.carriers[0].stubs.map { $0.sites.map(\.probeID) }.sorted { $0.count < $1.count } == [
                [1], [2, 3],
            ])
        #expect(try bench.clauses(for: 5) == [0, 0])
        #expect(try bench.clauses(for: 6) == [0])
    }

    @Test func `different conversions are bodies of one stub`() throws {
        let bench = try DispatchBench(
            [DispatchedProbe(key: 1), DispatchedProbe(key: 2, constant: 9), DispatchedProbe(key: 3)],
            clauses: [[0, 1, 2]])
        let stub = bench.plan.carriers[0].stubs[0]
        #expect(bench.plan.carriers[0].stubs.count == 1)
        #expect(stub.bodies.count == 2)
        #expect(stub.sites.map(\.key).sorted() == [1, 2, 3])
        #expect(try (1...3).map { try bench.clauses(for: $0) } == [[0], [0], [0]])
    }

    @Test(arguments: Composer.allCases)
    func `more lists of clauses than a program holds are spread over stubs`(composer: Composer) throws {
        let count = 100
        let bench = try DispatchBench(
            (0..<count).map { DispatchedProbe(key: $0) }, clauses: (0..<count).map { [$0] }, composer: composer)
        #expect((2...4).contains(bench.plan.carriers[0].stubs.count))
        for number in 0..<count { #expect(try bench.clauses(for: Int64(number)) == [number]) }
    }

    @Test func `a key that no table can hold is refused`() {
        #expect(throws: ProviderError.self) { try DispatchBench(probes(4096), clauses: [[0]]) }
        #expect(throws: ProviderError.self) { try DispatchBench(probes(-1), clauses: [[0]]) }
    }
}
