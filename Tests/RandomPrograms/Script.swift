/// A random D script, and what it prints.
public struct Script: Sendable {
    /// The bytes a string has room for; constants are shorter.
    static let stringSize = 24

    /// The D source; it ends by itself.
    public let text: String
    /// What it writes to its standard output with `-q`, its aggregations last.
    public let expected: String
    /// How many of its clauses fault.
    public let faultCount: Int

    /// A script of `clauses` random clauses on BEGIN and as many on END.
    public init(seed: UInt64, clauses count: Int) {
        var generator = ProgramGenerator(seed: seed)
        let first = (0..<count).map { _ in generator.clause("BEGIN") }
        let last = (0..<count).map { _ in generator.clause("END") }
        let used = Aggregation.all.filter { generator.aggregations.contains($0) }
        text =
            Self.declarations + first.map(\.source).joined() + "BEGIN { exit(0); }\n"
            + last.map(\.source).joined() + Self.printing(used)
        var evaluator = Evaluator()
        for clause in first { evaluator.run(clause) }
        evaluator.beginFiring()
        for clause in last { evaluator.run(clause) }
        evaluator.endLine()
        for aggregation in used { evaluator.print(aggregation) }
        expected = evaluator.output
        faultCount = evaluator.faultCount
    }

    private static var declarations: String {
        """
        #pragma D option quiet
        #pragma D option strsize=\(stringSize)
        #pragma D option aggsize=16k
        #pragma D option dynvarsize=16k
        struct s { \(Member.structureBody) };
        union u { \(Member.union.map(\.declaration).joined(separator: " ")) };
        \(NamedConstant.declarations)struct s st;
        struct s so;
        struct s sa[int];
        self struct s st;
        this struct s st;
        this struct s *q;
        union u un;
        int r[\(Variable.arrayCount)];
        int mm[\(Variable.rowCount)][\(Variable.arrayCount)];
        this int *p;
        \((Variable.numbers + Variable.strings).map(\.declaration).joined(separator: "\n"))
        ERROR { printf("fault %d %x\\n", arg4, arg5); }

        """
    }

    private static func printing(_ aggregations: [Aggregation]) -> String {
        "END { printf(\"\\n\"); }\n"
            + aggregations.map { aggregation in
                let keys = aggregation.keys.map { $0 == nil ? "%s " : "%d " }.joined()
                return "END { printa(\"\(aggregation.name) \(keys)%@d\\n\", \(aggregation.name)); }\n"
            }
            .joined()
    }

    /// The output with the rows of each aggregation in one order: that of equal values is not defined.
    public static func normalized(_ output: String) -> String {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = lines.firstIndex { $0.hasPrefix("@") } ?? lines.count
        return (lines[..<first] + lines[first...].filter { !$0.isEmpty }.sorted()).joined(separator: "\n")
    }
}
