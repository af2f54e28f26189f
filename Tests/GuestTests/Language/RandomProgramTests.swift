import Foundation
import RandomPrograms
import TestSupport
import Testing

extension GuestTests {
    /// 10,000 random programs on an older kernel, in a boot of their own: verifying, patching and compiling one takes the
    /// emulated kernel some 20 milliseconds.
    struct RandomProgramTests {
        static let seed = SeededGenerator.seed(0x0d15_ea5e)

        /// A program is a clause that is loaded, run, and compared in what it prints. As many are on each of two probes: few
        /// enough for the stub to reach them by tail calls, or so many that they run in bundles. Larger scripts cost more
        /// for each clause, because the kernel copies a program for every instruction that it patches.
        static let batches = [(scripts: 350, clauses: 14), (scripts: 2, clauses: 60)]

        private static let scripts = batches.flatMap { batch in [Int](repeating: batch.clauses, count: batch.scripts) }
            .enumerated().map { Script(seed: seed &+ UInt64(1_000 + $0.offset), clauses: $0.element) }

        /// Each composer gets half of the scripts, and both get a ninth of them; on the host both get all.
        static func composers(of number: Int) -> [String] {
            let all = ["linked", "tailcall"]
            return number % 9 == 0 ? all : [all[number / 2 % 2]]
        }

        private static var step: GuestStep {
            let runs = scripts.indices.map { number in
                composers(of: number).map {
                    "dtrace-prov -xcomposer=\($0) -s /random/\(number).d >/tmp/\(number).\($0) 2>/tmp/\(number).\($0).errors"
                }
                .joined(separator: "\n")
            }
            // Two at a time, as there are two processors.
            let halves = [0, 1].map { half in
                "(\n" + runs.indices.filter { $0 % 2 == half }.map { runs[$0] }.joined(separator: "\n") + "\n) &\n"
            }
            let results = scripts.indices.flatMap { number in
                composers(of: number).map { "echo '=== \(number) \($0)'\ncat /tmp/\(number).\($0)\n" }
            }
            return GuestStep("random-programs", halves.joined() + "wait\n" + results.joined())
        }

        @Test func `10,000 random programs do what the evaluator says`() throws {
            #expect(Self.batches.reduce(0) { $0 + 2 * $1.scripts * $1.clauses } >= 10_000)
            var guest = try Guest.withPrograms()
            guest.timeout = 1_200
            for (number, script) in Self.scripts.enumerated() {
                guest.files["/random/\(number).d"] = Data(script.text.utf8)
            }
            let result = try #require(try guest.run([Self.step])["random-programs"])
            let parts = result.output.split(separator: "=== ").map { $0.split(separator: "\n", maxSplits: 1) }
            var outputs: [Substring: String] = [:]
            for part in parts where part.count == 2 { outputs[part[0]] = String(part[1]) }
            for (number, script) in Self.scripts.enumerated() {
                for composer in Self.composers(of: number) {
                    let output = try #require(outputs["\(number) \(composer)"], "\(result.errors)")
                    #expect(
                        Script.normalized(output) == Script.normalized(script.expected),
                        "script \(number), \(composer)\n\(script.text)")
                }
            }
        }
    }
}
