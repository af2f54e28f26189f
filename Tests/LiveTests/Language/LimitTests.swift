import TestSupport
import Testing

extension LiveTests {
    /// Scripts with more of one thing than people write: they run, or are told what to do.
    struct LimitTests {
        private func refusal(_ script: String) throws -> String {
            let result = try Live.run("-qn", script)
            #expect(result.status == 1)
            #expect(!result.errors.contains("internal error"))
            return result.errors
        }

        @Test func `a clause can have no more arrays than a program has maps`() throws {
            let assignments = (0..<70).map { "a\($0)[pid] = 1;" }.joined()
            let errors = try refusal("BEGIN { \(assignments) exit(0); }")
            #expect(errors.contains("the kernel lets a program use 56: divide it into several clauses"), "\(errors)")
        }

        @Test func `the arrays of several clauses may be as many as they like`() throws {
            let clauses = (0..<70).map { "BEGIN { a\($0)[pid] = \($0); x += a\($0)[pid]; }" }.joined()
            let result = try Live.run("-qn", "int x; \(clauses) BEGIN { trace(x); exit(0); }")
            #expect(result.output == "2415\n", "\(result.errors)")
        }

        @Test func `variables of a clause that are too large are told with their size`() throws {
            let errors = try refusal("this char b[33000]; BEGIN { this->b[0] = 1; exit(0); }")
            #expect(errors.contains("`this` variables take 33000 bytes"), "\(errors)")
        }

        @Test func `forty aggregations with keys share the memory of eight`() throws {
            let updates = (0..<40).map { "@a\($0)[execname, \($0)] = sum(\($0));" }.joined()
            let printing = (0..<40).map { #"printa("%d %@d;", @a\#($0));"# }.joined()
            let result = try Live.run(
                "-qn", "BEGIN { \(updates) exit(0); } END { \(printing.replacing("%d ", with: "%s %d ")) }")
            let rows = (0..<40).map { "dtrace-prov \($0) \($0);" }.joined()
            #expect(result.output == rows + "\n", "\(result.errors)")
        }

        @Test func `chains of 480 operators compile, and longer ones than a tree may be deep are told`() throws {
            func chain(_ count: Int) -> String { (0..<count).map { "x\($0 % 2)" }.joined(separator: " + ") }
            let condition = (0..<480).map { "pid != -\($0 + 1)" }.joined(separator: " && ")
            let result = try Live.run(
                "-qn", "BEGIN { x0 = 1; x1 = 2; } BEGIN /\(condition)/ { trace(\(chain(480))); exit(0); }")
            #expect(result.output == "720\n", "\(result.errors)")
            for count in [501, 20_000] {
                let errors = try refusal("BEGIN { x0 = 1; x1 = 2; trace(\(chain(count))); exit(0); }")
                #expect(errors.contains("expressions and blocks are nested too deeply here"), "\(errors)")
            }
        }

        @Test func `operators and parentheses within one another compile, and deeper ones are told`() throws {
            let marks = String(repeating: "-~", count: 200)
            let (open, close) = (String(repeating: "(1+", count: 150), String(repeating: ")", count: 150))
            let result = try Live.run("-qn", "BEGIN { x = 7; trace(\(marks)x); trace(\(open)x\(close)); exit(0); }")
            #expect(result.output == "207157\n", "\(result.errors)")
            let errors = try refusal("BEGIN { x = 7; trace(\(String(repeating: "(", count: 9_000))x); exit(0); }")
            #expect(errors.contains("expressions and blocks are nested too deeply here"), "\(errors)")
        }
    }
}
