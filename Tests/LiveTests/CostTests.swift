import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// What a firing runs and a session loads must not grow unnoticed: neither depends on the speed of a machine.
    @Suite struct CostTests {
        /// A row of `Costs.txt`.
        struct Cost: CustomTestStringConvertible {
            var programs: Int
            var instructions: Int
            var script: String

            var testDescription: String { script }
        }

        /// `programs instructions script`, a line each; lines that begin with `#` explain.
        static let costs: [Cost] = {
            let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Costs.txt")
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
                let parts = line.split(separator: " ", maxSplits: 2)
                guard parts.count == 3, let programs = Int(parts[0]), let instructions = Int(parts[1]) else {
                    return nil
                }
                return Cost(programs: programs, instructions: instructions, script: String(parts[2]))
            }
        }()

        @Test(arguments: costs)
        func `a scenario takes no more programs and instructions than it did`(cost: Cost) throws {
            let plan = try Live.run("--explain", "-n", cost.script)
            #expect(plan.status == 0, "\(plan.errors)")
            let programs = try #require(plan.output.firstMatch(of: #/programs: ([0-9]+)/#))
            let loaded = plan.output.matches(of: #/(?:stub of|_[0-9]+:) ([0-9]+) instructions/#).compactMap {
                Int($0.output.1)
            }
            #expect(try #require(Int(programs.output.1)) <= cost.programs)
            #expect(loaded.count == Int(programs.output.1))
            #expect(loaded.reduce(0, +) <= cost.instructions)
        }

        @Test func `the table covers every kind of action and probe of the benchmark`() {
            #expect(Self.costs.count >= 20)
            for part in [
                "syscall:", "tracepoint:", "quantize", "printf", "stack()", "ustack()", "timestamp", "execname",
            ] {
                #expect(Self.costs.contains { $0.script.contains(part) }, "\(part)")
            }
        }
    }
}
