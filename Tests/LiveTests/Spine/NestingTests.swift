import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Firings within firings on one CPU.
    struct NestingTests {
        private let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder() }

        private func run(_ script: String, _ options: String, _ command: String) throws -> CommandResult {
            let file = folder.url.appending(path: "script.d")
            try script.write(to: file, atomically: true, encoding: .utf8)
            return try Live.run(options, file.path, "-c", command, timeout: 100)
        }

        /// The lines of the form "name number".
        private func counts(_ result: CommandResult) -> [String: Int] {
            var counts: [String: Int] = [:]
            for line in result.output.split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.count == 2 { counts[String(words[0])] = Int(words[1]) }
            }
            return counts
        }

        @Test func `a clause that makes another probe fire a million times loses nothing`() throws {
            // SIGURG is ignored, so raising it has no other effect than the trace event.
            let result = try run(
                """
                uprobe:\(Live.workload("call-workload")):workload_add:entry
                { this->a = arg0; @c["before"] = count(); raise(23); @c["after"] = count(); }
                uprobe:\(Live.workload("call-workload")):workload_add:entry
                /this->a == arg0/ { @c["kept"] = count(); }
                tracepoint:signal::signal_generate
                /args[0] == 23 && pid == $target/ { this->a = -1; @c["inner"] = count(); }
                tracepoint:signal::signal_generate
                /this->a == -1 && args[0] == 23 && pid == $target/ { @c["completed"] = count(); }
                END { printa("%s %@d\\n", @c); }
                """, "-wqs", "\(Live.workload("call-workload")) 1000000")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.errors == "")
            let counts = counts(result)
            for name in ["before", "after", "kept", "inner", "completed"] {
                #expect(counts[name] == 1_000_000, "\(name)")
            }
        }

        @Test func `timers inside other clauses leave their variables and arguments alone`() throws {
            let result = try run(
                """
                usdt:\(Live.workload("usdt-workload")):workload:widths
                {
                    this->a = arg1; this->s = strjoin("one", strjoin("two", "three"));
                    this->t = substr(this->s, 3, 3); this->u = strjoin(this->t, lltostr(arg6));
                    this->e = strjoin("two", lltostr(arg6));
                    @seen["usdt"] = count();
                }
                usdt:\(Live.workload("usdt-workload")):workload:widths
                /this->u != this->e || this->a != arg1 || this->t != "two" || arg1 != 254 || arg3 != 65533/
                { @seen["bad-usdt"] = count(); }
                tracepoint:raw_syscalls::sys_enter
                {
                    this->p = pid; this->n = execname; this->i = probename; this->q = strjoin(this->n, this->i);
                    this->r = strlen(this->q); this->w = strlen(this->n);
                    @seen["event"] = count();
                }
                tracepoint:raw_syscalls::sys_enter
                /this->p != pid || this->n != execname || this->i != "sys_enter" || this->r != this->w + 9/
                { @seen["bad-event"] = count(); }
                profile-4999
                {
                    this->a = 12345; this->p = -1; this->s = "profile clause"; this->n = "timer"; this->i = "another";
                    this->t = strjoin(this->s, this->n); this->u = "overwritten"; this->r = 9;
                    @seen["profile"] = count();
                }
                profile-4999
                /this->t != "profile clausetimer" || this->a != 12345 || this->i != "another"/
                { @seen["bad-profile"] = count(); }
                END { printa("%s %@d\\n", @seen); }
                """, "-qs", "\(Live.workload("usdt-workload")) 200000")
            #expect(result.status == 0, "\(result.errors)")
            let counts = counts(result)
            #expect(counts["usdt"] == 200_000)
            #expect(counts["event", default: 0] > 0)
            #expect(counts["profile", default: 0] > 100)
            #expect(counts.keys.filter { $0.hasPrefix("bad") } == [], "\(result.output)")
            #expect(result.errors.split(separator: "\n").allSatisfy { $0.contains("the kernel skipped firings of ") })
        }

        /// While the clause of a trace event with fields runs, the kernel runs no program of a perf event on that CPU.
        /// The clause reads the byte that a breakpoint watches: the event occurs, but nobody sees it. 39 is getpid().
        @Test func `firings that the kernel skips are reported, so that all occurrences are known`() throws {
            let workload = Live.workload("syscall-workload")
            let plain = try runCommand("setarch", ["-R", workload, "0", "0", "0", "0"])
            let address = try #require(plain.output.split(whereSeparator: \.isWhitespace).last)
            let result = try run(
                """
                perf:breakpoint:\(address):rw /arg1 != 0/ { @c["seen"] = count(); }
                tracepoint:raw_syscalls::sys_enter
                /pid == $target && args[0] == 39/
                { this->v = *(char *)copyin(\(address), 1); @c["read"] = count(); }
                END { printa("%s %@d\\n", @c); }
                """, "-qs", "setarch -R \(workload) 0 1000 0 500")
            #expect(result.status == 0, "\(result.errors)")
            #expect(counts(result)["seen"] == 500)
            #expect(counts(result)["read"] == 1001)
            #expect(
                result.errors
                    == "dtrace: 1001 drops: the kernel skipped firings of perf:breakpoint:\(address):rw\n")
        }
    }
}
