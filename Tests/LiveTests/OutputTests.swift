import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// What a run prints and how it ends.
    struct OutputTests {
        private static func padded(_ width: Int) -> String { String(repeating: " ", count: width) }

        @Test func `BEGIN and END print in DTrace's columns`() throws {
            let result = try Live.run("-n", "BEGIN { trace(42); exit(0); }", "-n", "END { trace(\"bye\"); }")
            #expect(result.status == 0, "\(result.errors)")
            let lines = result.output.components(separatedBy: "\n")
            #expect(lines.first == "CPU     ID                    FUNCTION:NAME")
            #expect(lines.dropFirst().first?.dropFirst(3) == "      1                           :BEGIN          42")
            let end = Self.padded(3) + "2 " + Self.padded(28) + ":END   bye" + Self.padded(30)
            #expect(lines.dropFirst(2).first.map { String($0.dropFirst(3)) } == Self.padded(3) + end)
            #expect(result.errors.contains("dtrace: description 'BEGIN ' matched 1 probe\n"))
            #expect(result.errors.contains("dtrace: description 'END ' matched 1 probe\n"))
        }

        @Test func `-q prints only what the clauses print`() throws {
            let result = try Live.run("-qn", "BEGIN { printf(\"%d %s\\n\", 1 + 2 * 3, \"x\"); exit(0); }")
            // A run ends with an empty line, as DTrace ends it.
            #expect(result.output == "7 x\n\n")
            #expect(result.errors == "")
            #expect(result.status == 0)
        }

        @Test func `keys of any length stand before numbers`() throws {
            let result = try Live.run(
                "-qn",
                "BEGIN { @[1, \"fives\" == \"x\" ? \"a\" : \"ns>0\", 2] = count(); exit(0); } END { printa(\"%d %s %d %@d\", @); }"
            )
            #expect(result.output.contains("1 ns>0 2 1"), "\(result.output) \(result.errors)")
        }

        @Test func `exit() gives the exit status`() throws {
            #expect(try Live.run("-qn", "BEGIN { exit(7); }").status == 7)
            #expect(try Live.run("-qn", "BEGIN { exit(0); }").status == 0)
        }

        @Test func `macro arguments reach the script`() throws {
            let result = try Live.run("-qn", "BEGIN { printf(\"%d %s\", $1, $$2); exit(0); }", "12", "word")
            #expect(result.output == "12 word\n")
        }

        @Test func `a script file with an interpreter line`() throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "script.d")
            try "#!\(Live.program) -qs\nBEGIN { printf(\"%s\", $$1); exit(3); }\n".write(
                to: script, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
            let result = try runCommand(script.path, ["argument"])
            #expect(result.output == "argument\n", "\(result.errors)")
            #expect(result.status == 3)
        }

        @Test func `-o appends to a file`() throws {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "out")
            for _ in 0..<2 {
                let result = try Live.run("-qn", "BEGIN { printf(\"line\\n\"); exit(0); }", "-o", file.path)
                #expect(result.output == "")
                #expect(result.status == 0)
            }
            #expect(try String(contentsOf: file, encoding: .utf8) == "line\n\nline\n\n")
        }

        @Test func `-e compiles and stops`() throws {
            let result = try Live.run("-en", "BEGIN { trace(1); }")
            #expect(result.output == "")
            #expect(result.status == 0)
        }

        @Test func `aggregations are printed at the end`() throws {
            let result = try Live.run("-qn", "BEGIN { @[1] = sum(5); @[1] = sum(6); exit(0); }")
            #expect(result.output == "\n        1               11\n")
        }

        @Test func `an interrupt runs END and is a success`() throws {
            let folder = try TemporaryFolder()
            let running = try Live.start(
                "-qn", "BEGIN { printf(\"on\\n\"); } END { printf(\"off\\n\"); }", in: folder)
            #expect(running.wait { $0.output.contains("on\n") })
            running.send(SIGINT)
            let result = try running.finish(timeout: 30)
            #expect(result.output.contains("off\n"))
            #expect(result.status == 0)
        }
    }
}
