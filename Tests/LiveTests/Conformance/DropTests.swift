import TestSupport
import Testing

extension LiveTests {
    /// What is lost for want of room, and what happens all the same.
    struct DropTests {
        /// A call of printf() whose record takes more than 200 bytes.
        private static let long = #"printf("%s", "\#(String(repeating: "long ", count: 40))");"#
        /// What 40 clauses record takes more than the buffer has.
        private static let clauses = String(repeating: "BEGIN { n++; \(long) n++; trace(1); } ", count: 40)

        private func run(_ script: String, _ options: String...) throws -> CommandResult {
            try runCommand(
                Live.program, ["-q", "-b", "4k"] + options + ["-n", script],
                environment: ["SWIFT_BACKTRACE": "enable=no"],
                timeout: 20)
        }

        /// The number in front of the words.
        private func count(_ words: String, in result: CommandResult) throws -> Int {
            let line = try #require(
                result.errors.split(separator: "\n").first { $0.contains(words) }, "\(result.errors)")
            return try #require(Int(line.split(separator: " ").dropFirst().first ?? ""))
        }

        @Test func `records that do not fit are counted, and what else the clauses do happens`() throws {
            let script = Self.clauses + "BEGIN { \(Self.long) exit(3); } END { trace(n); }"
            let result = try run(script)
            let printed = result.output.matches(of: /long 1/).count
            #expect((10..<20).contains(printed))
            // Those of the 40 clauses, and that of the one with exit().
            #expect(try count(" drops on CPU ", in: result) == 40 - printed + 1)
            #expect(result.output.hasSuffix("long 180\n"), "\(result.output)")
            #expect(result.status == 3)
        }

        @Test func `what arguments change is changed although they are not recorded`() throws {
            let clauses = String(
                repeating: #"BEGIN { trace(a++); printf("%d %d", b += 2, c ? d++ : e++); \#(Self.long) } "#, count: 40)
            let ending = #"BEGIN { exit(0); } END { printf("%d %d %d %d", a, b, d, e); }"#
            let result = try run("int b, c, d, e; " + clauses + ending)
            #expect(try count(" drops on CPU ", in: result) > 20)
            #expect(result.output.hasSuffix("40 80 0 40\n"), "\(result.output.suffix(40))")
        }

        @Test func `exit between what is recorded ends a session whose buffers are full`() throws {
            let script =
                Self.clauses
                + "BEGIN { \(Self.long) exit(n == 80 ? 5 : 6); trace(\"last\"); } BEGIN { trace(\"never\"); }"
            let result = try run(script)
            #expect(result.status == 5)
            #expect(!result.output.contains("last") && !result.output.contains("never"))
        }

        @Test func `exit behind if ends it too`() throws {
            let script =
                Self.clauses
                + "BEGIN { if (n == 80) { \(Self.long) exit(7); } else { exit(8); } }"
            #expect(try run(script).status == 7)
        }

        @Test func `a clause whose record can never fit is refused`() throws {
            let result = try run("BEGIN { tracemem(alloca(8), 5000); exit(0); }")
            #expect(result.errors == "dtrace: could not enable tracing: Enabling exceeds size of buffer\n")
            #expect(result.status == 1)
        }

        @Test(arguments: [
            ("-xaggsize=256", "@[1] = count(); @[2] = count(); @[3] = count(); @[4] = count();", " aggregation drop"),
            ("-xdynvarsize=256", "a[1] = 1; a[2] = 2; a[3] = 3; a[4] = 4; a[5] = 5;", " dynamic variable drop"),
        ])
        func `maps that are full`(option: String, statements: String, words: String) throws {
            let many = (0..<20).map { statements.replacing("[", with: "[\($0)0 + ") }.joined()
            let result = try run("BEGIN { \(many) exit(0); }", option)
            #expect(try count(words, in: result) > 0)
            #expect(result.status == 0)
        }
    }
}
