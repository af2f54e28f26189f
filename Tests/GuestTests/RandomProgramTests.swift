import RandomPrograms
import TestSupport
import Testing

extension GuestTests {
    /// A share of the random programs on an older kernel.
    struct RandomProgramTests {
        static let seed: UInt64 = 0x0d15_ea5e
        static let scripts = (0..<10).map { Script(seed: seed &+ $0, clauses: $0 < 8 ? 14 : 60) }

        static let steps = [
            GuestStep(
                "random-programs",
                """
                for file in /random/*.d; do
                    for composer in linked tailcall; do
                        echo "=== $(basename $file .d) $composer"
                        dtrace-prov -xcomposer=$composer -s $file
                    done
                done
                """)
        ]

        @Test func `every program does what the evaluator says`() throws {
            print("seed \(Self.seed)")
            let result = try AcceptanceRun.result(of: "random-programs")
            let parts = result.output.split(separator: "=== ").map { $0.split(separator: "\n", maxSplits: 1) }
            var outputs: [Substring: String] = [:]
            for part in parts where part.count == 2 { outputs[part[0]] = String(part[1]) }
            for (number, script) in Self.scripts.enumerated() {
                for composer in ["linked", "tailcall"] {
                    let output = try #require(outputs["\(number) \(composer)"], "\(result.errors)")
                    #expect(
                        Script.normalized(output) == Script.normalized(script.expected),
                        "script \(number), \(composer): \(result.errors)\n\(script.text)")
                }
            }
        }
    }
}
