import Foundation
import RandomPrograms
import TestSupport
import Testing

extension LiveTests {
    /// Random scripts, from their source to what they print.
    struct RandomProgramTests {
        static let seed = SeededGenerator.seed(0x0d15_ea5e)

        /// Scripts with their clauses on each of two probes: few enough for the stub to reach them by tail calls, or so
        /// many that they run in bundles.
        static let batches = [(scripts: 100, clauses: 14), (scripts: 60, clauses: 60)]

        /// What a script did otherwise than it should under one of the composers, nil when all is well.
        private static func difference(_ number: Int, clauses: Int, in folder: URL) throws -> String? {
            let script = Script(seed: seed &+ UInt64(number), clauses: clauses)
            let file = folder.appending(path: "\(number).d")
            try script.text.write(to: file, atomically: true, encoding: .utf8)
            for composer in ["tailcall", "linked"] {
                let result = try Live.run("-xcomposer=\(composer)", "-s", file.path)
                guard Script.normalized(result.output) == Script.normalized(script.expected) else {
                    return """
                        script \(number), \(composer): \(result.errors)
                        \(script.text)
                        expected: \(script.expected)
                        found: \(result.output)
                        """
                }
            }
            return nil
        }

        @Test func `10,000 random programs do what the evaluator says`() async throws {
            let folder = try TemporaryFolder()
            let place = folder.url
            let scripts = Self.batches.flatMap { batch in [Int](repeating: batch.clauses, count: batch.scripts) }
            #expect(scripts.reduce(0) { $0 + 2 * $1 } >= 10_000)
            try await withThrowingTaskGroup(of: [String].self) { group in
                let workers = 2
                for worker in 0..<workers {
                    group.addTask {
                        try stride(from: worker, to: scripts.count, by: workers)
                            .compactMap { try Self.difference($0, clauses: scripts[$0], in: place) }
                    }
                }
                for try await differences in group { #expect(differences.isEmpty, "\(differences.first ?? "")") }
            }
        }

        @Test func `some programs fault, most do not`() {
            let scripts = (0..<20).map { Script(seed: Self.seed &+ $0, clauses: 14) }
            let faults = scripts.reduce(0) { $0 + $1.faultCount }
            #expect(faults > 10 && faults < 100)
        }
    }
}
