import TestSupport
import Testing

extension LiveTests {
    /// Actions that show addresses by their names, in their columns.
    struct SymbolActionTests {
        private let calls = Live.workload("call-workload")

        /// What a clause prints when the workload's function is called, without what the workload prints.
        private func printed(_ clause: String, _ options: String...) throws -> String {
            let result = try runCommand(
                Live.program,
                options + ["-q", "-n", "uprobe:\(calls):workload_add:entry { \(clause) }", "-c", "\(calls) 1"],
                environment: ["SWIFT_BACKTRACE": "enable=no"])
            #expect(result.status == 0, "\(result.errors)")
            return result.output.replacing("ready\n", with: "").replacing("called 1\n", with: "")
        }

        /// Two blanks and the name in 50 columns.
        private func column(_ name: String) -> String {
            "  " + name + String(repeating: " ", count: max(0, 50 - name.count))
        }

        @Test(arguments: [
            ("usym", "call-workload`workload_add"), ("ufunc", "call-workload`workload_add"), ("umod", "call-workload"),
            ("uaddr", "call-workload`workload_add"),
        ])
        func `places in a program`(action: String, shown: String) throws {
            #expect(try printed("\(action)(uregs[R_PC]);") == column(shown) + "\n")
            #expect(
                try printed("@[\(action)(uregs[R_PC])] = count();")
                    == "\n" + column(shown) + String(repeating: " ", count: 16) + "1\n")
            let behind = try printed("\(action)(uregs[R_PC] + 1);")
            #expect(behind == column(action == "uaddr" ? shown + "+0x1" : shown) + "\n")
        }

        @Test func `places in the kernel`() throws {
            let result = try Live.run(
                "-qn", #"BEGIN { printf("%a\n", caller); sym(caller); mod(caller); func(caller); exit(0); }"#)
            let lines = result.output.split(separator: "\n")
            let parts = try #require(lines.first).split(separator: "+")
            #expect(parts.count == 2 && parts[0].hasPrefix("vmlinux`"), "\(result.output)")
            #expect(
                lines.last.map(String.init) == column(String(parts[0])) + column("vmlinux") + column(String(parts[0])))
        }

        @Test func `stacks of programs stop at the frames asked for`() throws {
            #expect(try printed("ustack(1);") == "\n              call-workload`workload_add\n\n")
            let shown = try printed("ustack(2);", "-xstackindent=3").split(separator: "\n")
            #expect(shown.count == 2)
            #expect(shown.first == "   call-workload`workload_add")
            #expect(shown.last?.hasPrefix("   call-workload`call+0x") == true)
        }
    }
}
