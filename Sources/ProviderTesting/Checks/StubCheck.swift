import DTraceRuntime
import ProviderAPI
import SystemInfo

extension ProviderConformance {
    /// The most 8-byte slots a stub may take besides its clauses.
    static let largestStub = 3000

    /// Loads stubs for every use of a context that a clause can make, with both composers.
    func stubFindings(_ sample: ProbeSample) -> [Finding] {
        let specs = sample.names.map(\.spec)
        guard !specs.isEmpty else { return [] }
        var findings: [Finding] = []
        for (use, clauses) in Self.shapes {
            for composer in Composer.allCases {
                let program = clauses.map { "\(specs.joined(separator: ","))\n\($0)" }.joined(separator: "\n")
                do {
                    let sizes = try session.verify(program, composer: composer)
                    // Linked clauses are part of the stub.
                    if composer == .tailCall, let size = sizes.max(), size > Self.largestStub {
                        findings.append(
                            Finding(
                                .stubs,
                                "a stub for clauses with \(use) takes \(size) slots, and \(Self.largestStub) is the most"
                            ))
                    }
                } catch {
                    findings.append(
                        Finding(.stubs, "stubs for clauses with \(use) (\(composer.rawValue)) do not load: \(error)"))
                }
            }
        }
        return findings
    }

    /// What clauses use, and clauses that use it.
    private static var shapes: [(use: String, clauses: [String])] {
        var shapes = [
            ("no arguments", ["{ @ = count(); }"]),
            ("registers", ["{ @u[ustack()] = count(); @k[stack()] = count(); @ = sum(uregs[0]); }"]),
            ("all arguments", ["{ @ = sum(" + (0..<10).map { "arg\($0)" }.joined(separator: " + ") + "); }"]),
            ("forty clauses", [String](repeating: "{ @ = count(); }", count: 40)),
        ]
        for index in 0..<10 { shapes.append(("arg\(index)", ["{ @ = sum(arg\(index)); }"])) }
        return shapes
    }
}
