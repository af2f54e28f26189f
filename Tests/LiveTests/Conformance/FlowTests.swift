import TestSupport
import Testing

extension LiveTests {
    /// `-F`: rows indented by entry and return probes.
    struct FlowTests {
        /// What the calls of one round of the workload print, without what it prints itself.
        private func rows(_ clauses: String..., options: [String] = []) throws -> String {
            let arguments = options + ["-F", "-c", "\(Live.workload("call-workload")) 1"]
            let result = try runCommand(
                Live.program, clauses.reduce(arguments) { $0 + ["-n", "pid$target:call-workload:" + $1] },
                environment: ["_DTRACE_TESTING": "1"])
            #expect(result.status == 0, "\(result.errors)")
            return result.output.replacing("ready\n", with: "").replacing("called 1\n", with: "")
        }

        /// A row: the name in 41 columns, a blank, and the data.
        private func row(_ name: String, _ data: String = "") -> String {
            name + String(repeating: " ", count: 42 - name.count) + data + "\n"
        }

        @Test func `calls within calls go in and out`() throws {
            let shown = try rows(
                "workload_add:entry{trace(arg1); printf(\" a\")}", "workload_factorial:entry{trace(arg0)}",
                "workload_factorial:return{trace((int)arg1)}", "workload_add:return{}")
            let expected =
                row("FUNCTION").dropLast(2) + "\n" + row(" -> workload_add", "                1000 a")
                + row(" <- workload_add") + row(" -> workload_factorial", "                   5")
                + row("   -> workload_factorial", "                   4")
                + row("     -> workload_factorial", "                   3")
                + row("       -> workload_factorial", "                   2")
                + row("         -> workload_factorial", "                   1")
                + row("         <- workload_factorial", "          1")
                + row("       <- workload_factorial", "          2")
                + row("     <- workload_factorial", "          6") + row("   <- workload_factorial", "         24")
                + row(" <- workload_factorial", "        120") + "\n"
            #expect(shown == expected)
        }

        @Test func `several clauses of a probe make one step`() throws {
            let shown = try rows(
                "workload_add:entry{}", "workload_add:entry{trace(\"again\")}", "workload_add:return{trace(1)}",
                "workload_add:return{}", "workload_text:entry{printf(\"two\\nlines\")}")
            let expected =
                row("FUNCTION").dropLast(2) + "\n" + row(" -> workload_add")
                + row("  | workload_add:entry", "  again" + String(repeating: " ", count: 28))
                + row("  | workload_add:return", "          1") + row(" <- workload_add")
                + row(" -> workload_text", "two\nlines") + "\n"
            #expect(shown == expected)
        }

        @Test func `-q keeps the names and leaves out the ends of lines`() throws {
            let shown = try rows(
                "workload_add:entry{trace(1)}", "workload_add:return{printf(\"end\\n\")}", options: ["-q"])
            let start = row("FUNCTION").dropLast(2) + "\n"
            #expect(shown == start + row(" -> workload_add", "1").dropLast() + row(" <- workload_add", "end") + "\n")
        }
    }
}
