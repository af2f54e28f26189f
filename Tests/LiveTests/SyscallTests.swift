import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// The syscall provider, against programs that make a known number of calls.
    struct SyscallTests {
        private static let composers = ["tailcall", "linked"]

        /// Runs a script quietly over a command; the lines of the script's own output that are not empty.
        private func lines(
            _ script: String, over command: String, composer: String = "tailcall",
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws -> [String] {
            let (lines, result) = try Live.printed(["-q", "-xcomposer=\(composer)", "-n", script, "-c", command])
            #expect(result.status == 0, "\(result.errors)", sourceLocation: sourceLocation)
            return lines
        }

        private func workload(_ reads: Int, _ getpids: Int, _ opens: Int) -> String {
            "\(Live.workload("syscall-workload")) \(reads) \(getpids) \(opens) 0"
        }

        private func calls(_ arguments: String) -> String { "\(Live.workload("number-workload")) \(arguments)" }

        @Test(arguments: composers)
        func `entries and returns are counted`(composer: String) throws {
            // The workload opens /dev/zero besides and asks for its process id once more.
            let script = """
                syscall::read:,syscall::getpid:,syscall::open*: /pid == $target && execname == "syscall-workloa"/
                { @[probefunc, probename] = count(); }
                END { printa("%s %s %@d\\n", @); }
                """
            #expect(
                try lines(script, over: workload(11, 20, 5), composer: composer).filter { !$0.hasPrefix("read") } == [
                    "getpid entry 21", "getpid return 21", "openat entry 6", "openat return 6",
                ])
            let one =
                "syscall::read:entry /pid == $target && arg2 == 1/ { @ = count(); } END { printa(\"%@d\\n\", @); }"
            #expect(try lines(one, over: workload(11, 20, 5), composer: composer) == ["11"])
        }

        @Test(arguments: composers)
        func `clauses for some calls, for one and for all keep apart`(composer: String) throws {
            let script = """
                syscall::getpid:entry,syscall::openat:entry /pid == $target/ { @some[probefunc] = count(); }
                syscall:::entry /pid == $target && (probefunc == "getpid" || probefunc == "close")/
                { @all[probefunc] = count(); }
                syscall::getpid: /pid == $target/ { @one[probename] = count(); }
                END { printa("some %s %@d\\n", @some); printa("all %s %@d\\n", @all); printa("one %s %@d\\n", @one); }
                """
            let found = try lines(script, over: calls("64 39 9"), composer: composer)
            #expect(Set(found).isSuperset(of: ["some getpid 9", "all getpid 9", "one entry 9", "one return 9"]))
            #expect(!found.contains { $0.hasPrefix("some close") || $0.hasPrefix("all openat") }, "\(found)")
        }

        @Test(arguments: composers)
        func `arguments have the types of the call`(composer: String) throws {
            let script = """
                syscall::openat:entry /pid == $target && copyinstr(args[1]) == "/dev/null"/
                { @[args[0], copyinstr(arg1), args[2]] = count(); }
                END { printa("%d %s %d %@d\\n", @); }
                """
            #expect(try lines(script, over: workload(0, 0, 3), composer: composer) == ["-100 /dev/null 0 3"])
        }

        @Test func `all six arguments arrive`() throws {
            // splice(2) with bad descriptors.
            let script = """
                syscall::splice:entry /pid == $target/
                { printf("%d %x %d %x %d %d\\n", args[0], arg1, args[2], arg3, arg4, args[5]); }
                """
            #expect(
                try lines(script, over: calls("64 275 1 -2 0x1234567890 -3 0x42 77 5")) == ["-2 1234567890 -3 42 77 5"])
        }

        @Test(arguments: composers)
        func `a failure has its errno, a success has none`(composer: String) throws {
            // close(-1) seven times, among calls that succeed.
            let script = """
                syscall::close:return /pid == $target && execname == "number-workload"/
                { @[errno, arg0, arg1, args[1]] = count(); }
                syscall::write:return /pid == $target/ { @w[errno, arg0 > 0] = count(); }
                END { printa("%d %d %d %d %@d\\n", @); printa("write %d %d %@d\\n", @w); }
                """
            let found = try lines(script, over: calls("64 3 7 -1"), composer: composer)
            #expect(found.contains("9 -9 -9 -9 7"), "\(found)")
            #expect(found.contains("write 0 1 1"), "\(found)")
        }

        @Test func `errno is 0 in probes that report no failure`() throws {
            // The entry that follows a failed return reuses its context.
            let script = """
                syscall::close:entry,tracepoint:syscalls::sys_enter_close /pid == $target/ { @[errno] = count(); }
                syscall::close:return /pid == $target && errno/ { @failed = count(); }
                END { printa("%d\\n", @); printa("failed %@d\\n", @failed); printf("END %d\\n", errno); }
                """
            #expect(try lines(script, over: calls("64 3 7 -1")) == ["0", "END 0", "failed 7"])
        }

        @Test func `calls in 32-bit mode are not taken for 64-bit ones`() throws {
            // getpid has the number 20 there, which is writev's here.
            let script = """
                syscall::writev: /pid == $target && execname == "number-workload"/ { @[probename] = count(); }
                END { printa("%s %@d\\n", @); printf("end\\n"); }
                """
            #expect(try lines(script, over: calls("64 20 4 -1 0 0")) == ["end", "entry 4", "return 4"])
            #if arch(x86_64)
                #expect(try lines(script, over: calls("32 20 4")) == ["end"])
            #endif
        }

        @Test(arguments: composers)
        func `every probe takes no more programs than one of each kind`(composer: String) throws {
            func programs(_ description: String) throws -> Int {
                let result = try Live.run(
                    "-xcomposer=\(composer)", "--explain", "-n", "\(description) { @ = count(); }")
                let count = try #require(result.output.firstMatch(of: #/programs: ([0-9]+)/#))
                return try #require(Int(count.output.1))
            }
            let one = try programs("syscall::getpid:")
            #expect(try programs("syscall:::") == one)
            #expect(one == (composer == "linked" ? 2 : 3))
            // And what was planned can be attached and detached.
            let result = try Live.run(
                "-xcomposer=\(composer)", "-n", "syscall::: { @ = count(); }", "-n", "tick-1 { exit(3); }")
            #expect(result.status == 3, "\(result.errors)")
            #expect(result.errors.contains(#/'syscall::: ' matched [0-9]{3} probes/#), "\(result.errors)")
        }

        @Test(arguments: composers)
        func `stacks begin at the probe`(composer: String) throws {
            func functions(_ probe: String) throws -> [Substring] {
                let script =
                    "\(probe) /pid == $target && execname == \"number-workload\"/ { stack(); ustack(1); exit(0); }"
                return try lines(script, over: calls("64 39 1"), composer: composer)
                    .compactMap { $0.firstMatch(of: #/^ *([^ +]+`[^ +]+)/#)?.output.1 }
            }
            let call = try functions("syscall::getpid:entry")
            #expect(try call == functions("tracepoint:syscalls::sys_enter_getpid").filter { !$0.contains("perf_") })
            #expect(call.contains { $0.contains("do_syscall_64") }, "\(call)")
            #expect(!call.contains { $0.contains("bpf") }, "\(call)")
            let many = (0..<40).map { _ in "syscall::getpid:entry { }" }.joined(separator: " ")
            #expect(try functions("\(many) syscall::getpid:entry") == call)
        }

        @Test func `stacks have as many frames as are asked for`() throws {
            for (frames, action) in [(1, "stack(1)"), (2, "stack(2)"), (1, "printf(\"%k\", stack(1))")] {
                let script = "syscall::getpid:entry /pid == $target/ { \(action); exit(0); }"
                let result = try Live.run("-q", "-xstackindent=0", "-n", script, "-c", calls("64 39 1"))
                let shown = result.output.split(separator: "\n").filter { $0.contains("`") }
                #expect(shown.count == frames, "\(result.output)\(result.errors)")
                #expect(!shown.contains { $0.contains("bpf") })
            }
        }

        @Test(arguments: composers)
        func `depth, caller and key are those of the stack that is shown`(composer: String) throws {
            // Alone on its tracepoint and as one of several, without a probe context and with one.
            let alone = "syscall::getpid:entry"
            let both = "rawtp:raw_syscalls::sys_enter, tracepoint:raw_syscalls::sys_enter, syscall::getpid:entry"
            for (probes, action) in [(alone, ""), (both, "this->n = arg0;")] {
                let script = """
                    \(probes) /pid == $target && execname == "number-workload"/
                    {
                        \(action) @depth[stackdepth] = count(); @caller[sym(caller)] = count(); @first[stack(1)] = count();
                    }
                    syscall::getpid:entry /pid == $target && execname == "number-workload"/ { stack(); exit(0); }
                    END { printa("depth %d\\n", @depth); printa("caller %A\\n", @caller); printa("%k\\n", @first); }
                    """
                let result = try Live.run(
                    "-q", "-xstackindent=0", "-xcomposer=\(composer)", "-n", script, "-c", calls("64 39 1"))
                let found = result.output.split(separator: "\n").filter { $0.contains("`") || $0.contains("depth") }
                let frames = found.prefix { !$0.hasPrefix("depth") }
                let depth = found.filter { $0.hasPrefix("depth") }
                let callers = found.filter { $0.hasPrefix("caller") }
                let first = found.reversed().prefix { !$0.hasPrefix("caller") }
                #expect(depth == ["depth \(frames.count)"], "\(found)\(result.errors)")
                #expect(callers.count == 1 && frames.count > 2 && Array(first) == Array(frames.prefix(1)), "\(found)")
                #expect(frames[1].hasPrefix(callers.first?.dropFirst(7) ?? "none"), "\(found)")
            }
        }

        @Test func `flow indentation shows calls by their names alone`() throws {
            let script =
                "syscall::getpid:,syscall::close: /pid == $target && (arg0 == -1 || probefunc == \"getpid\")/ { }"
            let result = try Live.run("-F", "-n", script, "-c", calls("64 39 2"))
            let rows = result.output.split(separator: "\n").map { $0.dropFirst(3) }
            let width = 41
            func row(_ text: String) -> String {
                " " + text.padding(toLength: width, withPad: " ", startingAt: 0) + " "
            }
            #expect(rows.filter { $0 == row(" => getpid") }.count == 2, "\(result.output)")
            #expect(rows.filter { $0 == row(" <= getpid") }.count == 2, "\(result.output)")
        }

        @Test func `listings name the kernel as the module`() throws {
            let result = try Live.run("-ln", "syscall::getpid:", "-n", "syscall::fstat:entry")
            let rows = result.output.split(separator: "\n").dropFirst().map { $0.dropFirst(5) }
            #expect(
                rows == [
                    "    syscall           vmlinux                            getpid entry",
                    "    syscall           vmlinux                            getpid return",
                    "    syscall           vmlinux                          newfstat entry",
                ])
        }
    }
}
