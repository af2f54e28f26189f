import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Programs as a whole: how they get their arguments, headers and settings, and what is said about them.
    struct ProgramTests {
        /// Runs a script file.
        private func run(_ script: String, _ options: [String] = ["-q"], arguments: [String] = []) throws
            -> CommandResult
        {
            let folder = try TemporaryFolder()
            let path = folder.url.appending(path: "script.d")
            try script.write(to: path, atomically: true, encoding: .utf8)
            return try runCommand(Live.program, options + ["-s", path.path] + arguments)
        }

        @Test(
            arguments: [
                ("BEGIN { printf(\"%d %s\", $1, $$2); exit(0); }", ["5", "abc"], "5 abc"),
                ("BEGIN { printf(\"%s|%s\", $1, $2); exit(0); }", ["a b", "\"q\""], "a b|q"),
                ("BEGIN { $1 = 3; printf(\"%d %d\", $1, $2 + 1); exit(0); }", ["foo", "0x1f"], "3 32"),
                ("BEGIN { printf(\"%d %s\", $uid, $$uid); exit(0); }", [], "0 0"),
                ("#!/usr/sbin/dtrace -qs\nBEGIN { printf(\"%s\", probename); exit(0); }", [], "BEGIN"),
                ("BEGIN /x == 0/ { x = 1; trace(x); } BEGIN /x/ { trace(\"t\"); exit(0); }", [], "1t"),
                ("int x; dtrace:::BEGIN { x = 3; exit(0); } dtrace:::END { trace(x); }", [], "3"),
                ("BEGIN { this->x = 1; } BEGIN { trace(this->x); exit(0); }", [], "1"),
                (
                    "BEGIN { x[tid] = 3; x[tid] += 4; exit(0); } END { trace(x[tid]); x[tid] = 0; trace(x[tid]); }", [],
                    "70"
                ),
                (
                    "BEGIN { x[tid] = \"ab\"; y[tid] = 2; } BEGIN { printf(\"%s%d\", x[tid], y[tid]--); exit(0); }", [],
                    "ab2"
                ),
                (
                    "BEGIN { x[tid] = 3; this->t = tid; x[0] = 4; printf(\"%d%d\", x[this->t], x[0]); exit(0); }", [],
                    "34"
                ),
                ("ERROR { printf(\"%d %d\", arg4, arg5); exit(0); } BEGIN { trace(*(int *)8); }", [], "1 8"),
                ("BEGIN { i = 300; trace(\"abc\"[i]); } ERROR { trace(arg4); exit(0); }", [], "11"),
            ] as [(String, [String], String)])
        func `scripts`(text: String, arguments: [String], prints: String) throws {
            let result = try run(text, arguments: arguments)
            #expect(result.output == prints + "\n", "\(result.errors)")
        }

        @Test(
            arguments: [
                ("sys/types.h", "sizeof (pid_t)", "4"), ("stdio.h", "sizeof (FILE) > 0", "1"),
                ("limits.h", "INT_MAX", "2147483647"), ("netinet/in.h", "AF_INET", "2"),
                ("sys/stat.h", "sizeof (struct timespec)", "16"), ("stdlib.h", "sizeof (div_t)", "8"),
                ("errno.h", "ENOENT", "2"), ("linux/limits.h", "PATH_MAX", "4096"), ("signal.h", "SIGKILL", "9"),
            ])
        func `take the system's headers`(header: String, expression: String, prints: String) throws {
            let result = try run("#include <\(header)>\nBEGIN { trace(\(expression)); exit(0); }", ["-qC"])
            #expect(result.output == prints + "\n", "\(result.errors)")
        }

        @Test func `state the stability of providers`() throws {
            let pragma = "#pragma D attributes Evolving/Private/CPU provider dtrace name\n"
            let text = "\t\tIdentifier Names: Evolving\n\t\tData Semantics:   Private\n\t\tDependency Class: CPU\n"
            #expect(try run(pragma + "BEGIN { }", ["-qve"]).output.contains("Probe Description Attributes\n" + text))
            #expect(try run(pragma + "BEGIN { }", ["-lv"]).output.contains("Probe Description Attributes\n" + text))
        }

        @Test func `show where they are wrong at a terminal, and only there`() throws {
            let script = "BEGIN\n{\n\ttrace(nothing + 1);\n}\n"
            #expect(try run(script).errors.components(separatedBy: "\n").count == 2)
            let folder = try TemporaryFolder()
            let path = folder.url.appending(path: "t.d").path
            try script.write(toFile: path, atomically: true, encoding: .utf8)
            let result = try runCommand("/usr/bin/script", ["-qec", "\(Live.program) -s \(path)", "/dev/null"])
            #expect(
                result.output.replacingOccurrences(of: "\r", with: "")
                    == "dtrace: failed to compile script \(path): line 3: failed to resolve nothing: Unknown variable "
                    + "name\n\(path):3:\n\ttrace(nothing + 1);\n\t      ^~~~~~~\n")
        }

        @Test func `are shown in stages without probes or types`() throws {
            let result = try run("nothing:::here { trace(sizeof (nothing_t)); }", ["--emit", "tokens"])
            #expect(result.status == 0)
            #expect(result.output.hasPrefix("1 spec nothing:::here\n"))
        }

        @Test func `ask of probes only what all of them have`() throws {
            let result = try run("syscall:::entry { trace(args[0]); }", ["-xerrtags"])
            #expect(result.status == 1)
            #expect(result.errors.contains("[D_ARGS_MULTI] line 1: "), "\(result.errors)")
            let minimum = try run(
                "syscall::read:entry { trace(1); }", ["-xamin=Standard/Standard/Common", "-xerrtags"])
            #expect(minimum.errors.contains("[D_ATTR_MIN]"), "\(minimum.errors)")
        }
    }
}
