import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// freopen() and ftruncate(): where output goes, and what becomes of it there.
    struct RedirectTests {
        /// What the clauses print, and what they leave in the files `a` and `b` of a folder of their own.
        private func run(_ clauses: String, option: String = "-q") throws -> (output: String, a: String, b: String) {
            let folder = try TemporaryFolder()
            let program = clauses.replacing("FOLDER", with: folder.url.path)
            let result = try Live.run(option, "-q", "-w", "-n", program)
            #expect(result.errors == "" && result.status == 0, "\(result.errors)")
            func text(_ name: String) -> String {
                (try? String(contentsOf: folder.url.appending(path: name), encoding: .utf8)) ?? "none"
            }
            return (result.output, text("a"), text("b"))
        }

        @Test func `output goes to one file, to another and back`() throws {
            let printed = try run(
                """
                BEGIN { printf("1"); freopen("FOLDER/%s", "a"); printf("2"); freopen("FOLDER/b"); printf("3"); }
                BEGIN { printf("4"); freopen(""); printf("5"); exit(0); }
                """)
            #expect(printed == ("15\n", "2", "34"))
        }

        @Test func `a file that is there is written behind its end`() throws {
            let printed = try run(
                """
                BEGIN { freopen("FOLDER/a"); printf("1"); freopen("FOLDER/b"); printf("2"); freopen("FOLDER/a"); printf("3");
                    exit(0); } END { freopen(""); }
                """)
            #expect(printed.a == "13" && printed.b == "2")
        }

        @Test func `ftruncate() empties the file`() throws {
            let printed = try run(
                """
                BEGIN { freopen("FOLDER/a"); printf("long"); ftruncate(); printf("b"); exit(0); } END { freopen(""); }
                """)
            #expect(printed.a == "b")
        }

        @Test func `ftruncate() empties standard output that is a file`() throws {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "out").path
            let program = #"BEGIN { printf("long"); ftruncate(); printf("b"); exit(0); }"#
            let result = try runCommand("/bin/sh", ["-c", "exec '\(Live.program)' -qwn '\(program)' > '\(file)'"])
            #expect(result.status == 0, "\(result.errors)")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "b\n")
        }

        @Test func `aggregations go where output goes`() throws {
            let printed = try run(
                """
                BEGIN { @["k"] = sum(7); freopen("FOLDER/a"); printa("%s %@d\\n", @); freopen(""); exit(0); }
                """)
            #expect(printed.a == "k 7\n" && printed.output == "\n")
        }
    }
}
