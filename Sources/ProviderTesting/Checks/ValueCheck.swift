import DTraceRuntime
import ProviderAPI
import SystemInfo

extension ProviderConformance {
    /// Runs the workload under both composers and compares what the probes show with what it does.
    func valueFindings() -> [Finding] {
        guard let workload else { return [] }
        return Composer.allCases.flatMap { composer in
            workload.expectations.flatMap { expectation in
                do {
                    let output = try session.run(
                        Self.clause(for: expectation), composer: composer,
                        command: workload.command)
                    return Self.compare(output, expectation).map {
                        Finding(.values, "\(expectation.probe) (\(composer.rawValue)): \($0)")
                    }
                } catch {
                    return [Finding(.values, "\(expectation.probe) (\(composer.rawValue)): \(error)")]
                }
            }
        }
    }

    private static func width(of expectation: ProviderWorkload.Expectation) -> Int {
        min(10, expectation.firings.map(\.count).max() ?? 0)
    }

    private static func clause(for expectation: ProviderWorkload.Expectation) -> String {
        let width = width(of: expectation)
        let format = (0..<width).map { _ in "%d" }.joined(separator: " ")
        let values = (0..<width).map { ", (int64_t)arg\($0)" }.joined()
        return "\(expectation.probe) /\(expectation.predicate)/ { printf(\"=\(format)\\n\"\(values)); }"
    }

    private static func compare(_ output: String, _ expectation: ProviderWorkload.Expectation) -> [String] {
        let shown = output.split(separator: "\n").filter { $0.hasPrefix("=") }.map { line in
            line.dropFirst().split(separator: " ").compactMap { Int64($0) }
        }
        guard shown.count == expectation.firings.count else {
            return ["it fired \(shown.count) times, and the workload makes it fire \(expectation.firings.count) times"]
        }
        for (number, (values, wanted)) in zip(shown, expectation.firings).enumerated() {
            for (index, value) in wanted.enumerated() {
                guard let value, values.indices.contains(index), values[index] != value else { continue }
                return ["arg\(index) of firing \(number + 1) is \(values[index]), and the workload passes \(value)"]
            }
        }
        return []
    }
}
