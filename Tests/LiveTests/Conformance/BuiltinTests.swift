import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Built-in variables and macro variables, against what else is known of the process and the stack.
    struct BuiltinTests {
        private func printed(_ body: String, _ options: String...) throws -> String {
            let result = try runCommand(
                Live.program, options + ["-q", "-n", "BEGIN { \(body) exit(0); }"],
                environment: ["SWIFT_BACKTRACE": "enable=no"])
            #expect(result.errors == "" && result.status == 0, "\(result.errors)")
            return String(result.output.dropLast())
        }

        @Test func `identifiers of the process, its group, session, user and group`() throws {
            let program =
                #"BEGIN { printf("%d %d %d %d %d %d %d|%d %d\n", "#
                + "$pid, $pgid, $sid, $uid, $euid, $gid, $egid, uid, gid); exit(0); }"
            let command =
                "echo $$; exec setpriv --ruid 99 --euid 0 --rgid 77 --egid 78 --clear-groups '\(Live.program)' -qn '\(program)'"
            let result = try runCommand("/usr/bin/setsid", ["-w", "/bin/sh", "-c", command])
            let lines = result.output.split(separator: "\n")
            let leader = try #require(lines.first, "\(result.errors)")
            #expect(lines.last == "\(leader) \(leader) \(leader) 99 0 77 78|99 77", "\(result.errors)")
        }

        @Test func `the process that fires a probe is the one of the macros`() throws {
            #expect(try printed(#"printf("%d %d %d", pid == $pid, ppid == $ppid, tid == pid);"#) == "1 1 1")
        }

        @Test func `stackdepth counts the frames of the stack, and caller is the second of them`() throws {
            let lines = try printed(#"printf("%d\n%a", stackdepth, caller); stack();"#).split(separator: "\n")
                .map { $0.drop { $0 == " " } }
            #expect(lines.count > 5)
            #expect(Int(lines[0]) == lines.count - 2)
            #expect(lines[1] == lines[3])
        }

        @Test func `maxframes limits every stack`() throws {
            let lines = try printed("stack(); stack(3);", "-x", "maxframes=2").split(separator: "\n")
            #expect(lines.count == 4)
        }

        @Test func `progenyof knows the process, its ancestors and no others`() throws {
            let body = #"printf("%d %d %d %d", progenyof($pid), progenyof($ppid), progenyof(1), progenyof(-7));"#
            #expect(try printed(body) == "1 1 1 0")
        }

        @Test func `cpu is the processor that fires the probe`() throws {
            let result = try runCommand(
                "taskset",
                ["-c", "0", Live.program, "-qn", #"BEGIN { printf("%d %d", cpu, curcpu->cpu_id); exit(0); }"#])
            #expect(result.output == "0 0\n", "\(result.errors)")
        }

        @Test func `stackdepth and caller agree with stack()`() throws {
            let shown = try printed(
                #"printf("%d %a", stackdepth, caller); stack(100);"#, "-xstackindent=0", "-xmaxframes=100")
            let lines = shown.split(separator: "\n")
            let first = try #require(lines.first).split(separator: " ")
            let frames = lines.dropFirst()
            #expect(first.first.flatMap { Int($0) } == frames.count, "\(shown)")
            #expect(first.last == frames.dropFirst().first, "\(shown)")
        }

        @Test func `ustackdepth and ucaller follow the calls of a program`() throws {
            let calls = Live.workload("call-workload")
            let depths = try Live.printed([
                "-qn",
                #"uprobe:\#(calls):workload_descend:entry /arg0 == 0/ { printf("%d\n", ustackdepth); }"#, "-c",
                "\(calls) 0 3 1 30 1",
            ]).lines.compactMap { Int($0) }
            #expect(depths.count == 2 && abs(depths[0] - depths[1]) == 27, "\(depths)")
            let callers = try Live.printed([
                "-qn", "uprobe:\(calls):workload_add:entry { usym(ucaller); }", "-c", "\(calls) 1",
            ]).lines.map { $0.split(separator: " ") }
            #expect(callers == [["call-workload`call"]])
        }

        @Test func `every enabling has its own number`() throws {
            let shown = try Live.run(
                "-qn", #"BEGIN { printf("%d ", epid); } BEGIN { printf("%d ", epid); } END { printf("%d", epid); }"#,
                "-n", "BEGIN { exit(0); }")
            let numbers = shown.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            #expect(numbers.count == 3 && Set(numbers).count == 3 && numbers.allSatisfy { $0 > 0 }, "\(shown.output)")
        }

        @Test func `numbers that are the same everywhere`() throws {
            #expect(try printed(#"printf("%d %d %d", ipl, pset, errno);"#) == "0 0 0")
        }

        @Test func `times move on`() throws {
            let shown = try Live.run(
                "-qn",
                """
                BEGIN { n = 0; }
                syscall::getpid:entry /pid == $target/ { v = vtimestamp; t = timestamp; w = walltimestamp; }
                syscall::getpid:return /pid == $target/ {
                    n += v > 0 && vtimestamp >= v && vtimestamp - v <= timestamp - t + 1000000 && timestamp > t;
                    n += walltimestamp >= w; d = walltimestamp; }
                END { printf("%d %d %Y", n, walltimestamp / 1000000000, d); }
                """, "-c", "\(Live.workload("syscall-workload")) 0 50 0 0")
            let parts = shown.output.split(separator: "\n").last?.split(separator: " ") ?? []
            let counted = parts.first.flatMap { Int($0) } ?? 0
            // One call more than asked for is the workload's own.
            #expect(counted >= 2 * 50, "\(shown.output) \(shown.errors)")
            let seconds = parts.dropFirst().first.flatMap { Double($0) } ?? 0
            #expect(abs(seconds - Date().timeIntervalSince1970) < 60)
            let year = Calendar(identifier: .gregorian).component(.year, from: Date())
            #expect(parts.dropFirst(2).first == "\(year)", "\(parts)")
        }
    }
}
