import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Providers that files in a folder declare.
    struct DeclaredProviderTests {
        private static let library = """
            typedef struct callinfo { int ci_number; string ci_name; } callinfo_t;
            translator callinfo_t < int N > { ci_number = N; ci_name = N == 0 ? "zero" : "other"; };
            provider calls {
                probe getpid();
                probe reads(int fd, int n) : (callinfo_t *fd, int n);
                probe both(int side);
                probe never(int x);
                probe fallback(int x);
            };
            syscall::getpid:entry { probe calls:::getpid(); }
            syscall::read:entry /arg2 == 1/ { probe calls:::reads(args[0] - args[0], arg2 + 41); }
            syscall::getpid:entry { probe calls:::both(1); }
            syscall::getpid:return /arg1 == pid/ { probe calls:::both(2); }
            nothing:::here { probe calls:::never(1); }
            nothing:::here { probe calls:::fallback(1); }
            else syscall::getpid:entry { probe calls:::fallback(2); }
            """

        private func withLibrary<Result>(
            _ text: String = library, _ body: (String) throws -> Result
        ) throws -> Result {
            let folder = try TemporaryFolder()
            try text.write(to: folder.url.appending(path: "calls.d"), atomically: true, encoding: .utf8)
            return try body(folder.url.path)
        }

        private func lines(_ script: String, _ folder: String, _ options: String...) throws -> [String] {
            let (lines, result) = try Live.printed(
                options + ["-L", folder, "-q", "-n", script, "-c", "\(Live.workload("number-workload")) 64 39 9"])
            #expect(result.status == 0, "\(result.errors)")
            return lines
        }

        @Test(arguments: ["tailcall", "linked"])
        func `their probes fire with their arguments`(composer: String) throws {
            try withLibrary { folder throws in
                let script = """
                    calls:::getpid,calls:::both /pid == $target/ { @[probename] = count(); }
                    calls:::both /pid == $target/ { @sides[args[0], arg0] = count(); }
                    calls:::fallback /pid == $target/ { @fallback[args[0]] = count(); }
                    END { printa("%s %@d\\n", @); printa("side %d %d %@d\\n", @sides); printa("chosen %d %@d\\n", @fallback); }
                    """
                #expect(
                    try lines(script, folder, "-xcomposer=\(composer)") == [
                        "both 18", "chosen 2 9", "getpid 9", "side 1 1 9", "side 2 2 9",
                    ])
            }
        }

        @Test func `arguments are translated`() throws {
            try withLibrary { folder throws in
                let script =
                    "calls:::reads { printf(\"%d %s %d %d\\n\", args[0]->ci_number, args[0]->ci_name, args[1], arg1); }"
                let (lines, result) = try Live.printed([
                    "-L", folder, "-q", "-n", script, "-c", "\(Live.workload("syscall-workload")) 3 0 0 0",
                ])
                #expect(lines.filter { $0 == "0 zero 42 42" }.count >= 3, "\(lines) \(result.errors)")
            }
        }

        @Test func `they are listed, with types and stability, where the kernel has what they stand on`() throws {
            try withLibrary("#pragma D attributes Stable/Evolving/Common provider calls args\n" + Self.library) {
                folder in
                let list = try Live.run("-L", folder, "-l", "-P", "calls")
                let names = list.output.split(separator: "\n").dropFirst().compactMap { $0.split(separator: " ").last }
                #expect(names == ["getpid", "reads", "both", "fallback"])
                #expect(try Live.run("-L", folder, "-l", "-n", "calls::f:").output.split(separator: "\n").count == 1)
                let details = try Live.run("-L", folder, "-lvn", "calls:::reads").output
                #expect(details.contains("args[0]: callinfo_t *"), "\(details)")
                #expect(details.contains("args[1]: int"))
                #expect(
                    details.contains(
                        "Identifier Names: Stable\n\t\tData Semantics:   Evolving\n\t\tDependency Class: Common"))
                let missing = try Live.run("-L", folder, "-n", "calls:::never")
                #expect(missing.status == 1)
                #expect(
                    missing.errors == """
                        dtrace: invalid probe specifier calls:::never: probe description calls:::never does not match any probes: \
                        calls:::never stands on nothing:::here, of which this kernel has none

                        """)
            }
        }

        @Test func `a clause is compiled to what it is on the probes it stands on`() throws {
            func image(_ clause: String, _ folder: String) throws -> Substring? {
                let plan = try Live.run("-L", folder, "--explain", "-n", clause).output
                return plan.firstMatch(of: #/image of (\d+ instructions, hash [0-9a-f]+)/#)?.1
            }
            try withLibrary { folder throws in
                for (declared, plain) in [
                    ("calls:::getpid { @[pid] = count(); }", "syscall::getpid:entry { @[pid] = count(); }"),
                    ("calls:::reads { @ = sum(arg1); }", "syscall::read:entry /arg2 == 1/ { @ = sum(arg2 + 41); }"),
                    (
                        "calls:::reads /pid == 1/ { @ = count(); }",
                        "syscall::read:entry /arg2 == 1 && pid == 1/ { @ = count(); }"
                    ),
                ] {
                    let expected = try #require(try image(plain, folder))
                    #expect(try image(declared, folder) == expected, "\(declared)")
                }
            }
        }

        @Test func `a probe made in several ways counts as one`() throws {
            try withLibrary { folder throws in
                let result = try Live.run("-L", folder, "-n", "calls:::both { exit(0); }", "-c", "/bin/true")
                #expect(result.errors.contains("matched 1 probe\n"), "\(result.errors)")
                let rows = try Live.run("-L", folder, "-l", "-P", "calls").output.split(separator: "\n").dropFirst()
                let ids = rows.compactMap { Int($0.prefix(5).drop { $0 == " " }) }
                let first = try #require(ids.first)
                #expect(ids.count == rows.count && ids == Array(first..<first + rows.count), "\(rows)")
            }
        }

        @Test func `the system's folder adds providers too, and a mistake in it is told only to those who ask`() throws
        {
            try withLibrary { folder throws in
                #expect(try Live.run("-xsyslibdir=\(folder)", "-l", "-n", "calls:::getpid").status == 0)
            }
            try withLibrary("provider calls {\n  probe broken(\n};\n") { folder throws in
                #expect(try Live.run("-xsyslibdir=\(folder)", "-qn", "BEGIN { exit(0); }").status == 0)
                let asked = try Live.run("-xsyslibdir=\(folder)", "-n", "calls:::broken")
                #expect(asked.status == 1)
                #expect(asked.errors.contains("calls.d cannot be read: line 3: "), "\(asked.errors)")
            }
        }
    }
}
