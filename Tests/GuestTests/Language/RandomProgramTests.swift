import Foundation
import RandomPrograms
import TestSupport
import Testing

extension GuestTests {
    /// Thousands of random programs on an older kernel, in a boot of their own: the emulated kernel takes tens of
    /// milliseconds to verify each.
    struct RandomProgramTests {
        static let seed: UInt64 = 0x0d15_ea5e

        /// As many clauses on each of two probes: few enough for the stub to reach them by tail calls, or so many that
        /// they run in bundles.
        static let scripts = (0..<84).map { Script(seed: seed &+ $0, clauses: $0 < 82 ? 14 : 60) }

        /// Each composer gets half of the scripts, and both get an eighth of them.
        static func composers(of number: Int) -> [String] {
            let all = ["linked", "tailcall"]
            return number % 8 == 0 ? all : [all[number % 2]]
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

        @Test func `every program does what the evaluator says`() throws {
            print("seed \(Self.seed)")
            var guest = try Guest.withPrograms()
            guest.timeout = 600
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
