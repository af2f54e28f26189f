import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Input that makes no sense: one sentence, the right status, nothing left behind.
    struct BadInputTests {
        private let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder() }

        private func check(
            _ arguments: [String], status: Int32 = 1, _ errors: String,
            under program: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let result = try runCommand(
                program ?? Live.program, arguments, environment: ["SWIFT_BACKTRACE": "enable=no"], timeout: 60)
            #expect(result.status == status, "\(result.output)\(result.errors)", sourceLocation: sourceLocation)
            #expect(result.errors == errors, sourceLocation: sourceLocation)
            #expect(result.output == "", sourceLocation: sourceLocation)
        }

        private func script(_ bytes: [UInt8]) throws -> String {
            let path = folder.url.appending(path: "script.d").path
            try Data(bytes).write(to: URL(filePath: path))
            return path
        }

        @Test func `probe descriptions`() throws {
            try check(
                ["-n", "usdt:/no/such/file:a:b { }"],
                "dtrace: invalid probe specifier usdt:/no/such/file:a:b { }: "
                    + "cannot open /no/such/file: No such file or directory\n")
            try check(
                ["-n", "usdt:/etc/passwd:a:b"],
                "dtrace: invalid probe specifier usdt:/etc/passwd:a:b: /etc/passwd is not an ELF file\n")
            try check(
                ["-n", "a:b:c:d:e { }"],
                "dtrace: invalid probe specifier a:b:c:d:e { }: "
                    + "invalid probe description \"a:b:c:d:e\": Overspecified probe description\n")
            for name in [
                "nosuch:::x", "tracepoint:sched::no_such_event", "tracepoint:sched::sched_[", "profile:::profile-0",
                "profile:::tick-1q", "perf:breakpoint:0x1:q",
            ] {
                try check(
                    ["-n", name],
                    "dtrace: invalid probe specifier \(name): probe description \(name) does not match any probes\n")
            }
        }

        @Test func `an action that is not allowed comes before what else it needs`() throws {
            let program = "BEGIN { return(1); }"
            try check(["-n", program], "dtrace: could not enable tracing: Destructive actions not allowed\n")
            let allowed = try Live.run("-wn", program)
            #expect(
                allowed.errors.hasPrefix("dtrace: could not enable tracing: return() makes a kernel function return"))
        }

        /// The arguments are read from there as well.
        @Test func `a system without procfs`() throws {
            let result = try runCommand(
                "unshare", ["-m", "sh", "-c", "umount -l /proc; exec \"$0\" -n BEGIN", Live.program], timeout: 60)
            #expect(result.status == 2)
            #expect(
                result.errors == "dtrace: the command line cannot be read: there is no /proc; "
                    + "mount it with `mount -t proc proc /proc`\n")
        }

        @Test func `a file's name that several files have`() throws {
            var folders: [String] = []
            for (name, program) in [("a", "/bin/true"), ("b", "/bin/cat")] {
                let place = folder.url.appending(path: name)
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
                try FileManager.default.copyItem(atPath: program, toPath: place.appending(path: "tool").path)
                folders.append(place.path)
            }
            let result = try Live.run(
                "-n", "usdt:tool:a:b", environment: ["PATH": "\(folders[0]):\(folders[1]):/usr/bin:/bin"])
            #expect(result.status == 1)
            #expect(
                result.errors
                    == "dtrace: invalid probe specifier usdt:tool:a:b: tool names several files: \(folders[0])/tool, "
                    + "\(folders[1])/tool; give one by its full path\n")
        }

        @Test func `scripts that are none`() throws {
            try check(["-s", "/no/such.d"], "dtrace: failed to open /no/such.d: No such file or directory\n")
            try check(["-s", "/tmp"], "dtrace: failed to read /tmp: Is a directory\n")
            let binary = try script([0x7f, 0x45, 0x4c, 0x46, 2, 1, 0, 0])
            try check(
                ["-s", binary],
                "dtrace: failed to compile script \(binary): line 1: invalid character \\0177 in program text\n")
            for (text, line) in [("", 1), ("/* nothing\n here */\n", 3), ("#pragma D option quiet\n", 2), (" \n\n", 3)]
            {
                let path = try script(Array(text.utf8))
                try check(
                    ["-s", path],
                    "dtrace: failed to compile script \(path): line \(line): empty D program translation unit\n")
            }
            try check(["-Xq", "-n", "BEGIN"], "dtrace: failed to set -X: Invalid value for specified option\n")
            try check(["-n", ""], "dtrace: invalid probe specifier : empty D program translation unit\n")
        }

        @Test func `processes and commands`() throws {
            try check(["-p", "4194303", "-n", "BEGIN"], "dtrace: failed to grab process 4194303: no such process\n")
            try check(["-p", "99999999999", "-n", "BEGIN"], "dtrace: invalid pid: 99999999999\n")
            for bad in ["-3", "0", "abc", "1x"] {
                try check(["-p", bad, "-n", "BEGIN"], "dtrace: invalid pid: \(bad)\n")
            }
            try check(
                ["-c", "/etc/passwd", "-n", "BEGIN"],
                "dtrace: failed to execute /etc/passwd: Permission denied\n")
            try check(
                ["-q", "-o", "/tmp", "-n", "BEGIN { exit(0); }"],
                "dtrace: failed to open output file '/tmp': Is a directory\n")
            try check(["-l", "-o", "/tmp"], "dtrace: failed to open output file '/tmp': Is a directory\n")
        }

        @Test func `root without the rights for BPF`() throws {
            try check(
                ["--bounding-set=-bpf,-sys_admin", Live.program, "-qn", "BEGIN { exit(0); }"],
                "dtrace: failed to create BPF maps: cannot create the map 'lost_firings': the kernel does not permit "
                    + "it; it needs CAP_BPF, which this process lacks\n", under: "setpriv")
            try check(
                ["--bounding-set=-perfmon,-sys_admin", Live.program, "-qn", "tick-1s { exit(0); }"],
                "dtrace: BPF program load for 'profile:::tick-1s' failed: cannot load the program 'stub_0': the kernel "
                    + "does not permit it; it needs CAP_PERFMON, which this process lacks\n", under: "setpriv")
        }

        @Test func `a machine without tracefs`() throws {
            let unmounted = """
                for place in /sys/kernel/tracing /sys/kernel/debug/tracing /sys/kernel/debug; do
                    while umount $place 2>/dev/null; do :; done
                done
                exec "$@"
                """
            let prefix = ["-m", "sh", "-c", unmounted, "sh", Live.program]
            try check(
                prefix + ["-n", "tracepoint:sched::sched_switch"],
                "dtrace: invalid probe specifier tracepoint:sched::sched_switch: probe description "
                    + "tracepoint:sched::sched_switch does not match any probes: the tracepoint provider is not "
                    + "available: tracefs is not mounted; mount it with: mount -t tracefs nodev /sys/kernel/tracing\n",
                under: "unshare")
            #expect(try runCommand("unshare", prefix + ["-qn", "tick-1ms { exit(3); }"]).status == 3)
        }

        @Test func `a kernel that describes no types`() throws {
            let hidden = ["-m", "sh", "-c", "mount -t tmpfs none /sys; exec \"$@\"", "sh", Live.program]
            let raw = try runCommand("unshare", hidden + ["-n", "rawtp:sched::sched_switch"])
            #expect(
                raw.errors
                    == "dtrace: invalid probe specifier rawtp:sched::sched_switch: probe description "
                    + "rawtp:sched::sched_switch does not match any probes: the rawtp provider is not available: the kernel "
                    + "describes no types (CONFIG_DEBUG_INFO_BTF), by which raw tracepoints are known: cannot open "
                    + "/sys/kernel/btf/vmlinux: No such file or directory\n")
            // Providers written in D ask the library that reads the types as well.
            let scheduling = try runCommand("unshare", hidden + ["-n", "sched:::on-cpu"])
            #expect(scheduling.errors.split(separator: "\n").count == 1, "\(scheduling.errors)")
            #expect(scheduling.errors.hasPrefix("dtrace: invalid probe specifier sched:::on-cpu: "))
        }

        /// Kernels may be built without kprobes, or locked down so that they refuse them.
        @Test func `functions of a kernel that cannot be probed`() throws {
            let name = "kprobe:vmlinux:vfs_read:entry"
            let result = try Live.run("-n", "\(name), tick-10ms { exit(0); }")
            guard result.status != 0 else { return }
            #expect(result.status == 1)
            #expect(
                result.errors.hasPrefix(
                    "dtrace: invalid probe specifier \(name), tick-10ms { exit(0); }: probe description \(name) does not "
                        + "match any probes: the kprobe provider is not available: kernel functions cannot be probed: ")
            )
            #expect(result.errors.split(separator: "\n").count == 1)
        }

        /// Whether programs may write to user memory is the kernel's policy: either it works, or the reason is told.
        @Test func `writing to user memory where the kernel forbids it`() throws {
            let result = try Live.run("-qwn", "BEGIN { copyoutstr(\"x\", 1, 1); exit(0); }")
            guard result.status != 0 else { return }
            #expect(result.status == 1)
            #expect(
                result.errors
                    == "dtrace: BPF program load for 'dtrace:::BEGIN' failed: copyout() and copyoutstr() write to user "
                    + "memory with bpf_probe_write_user(), which this kernel refuses here: it is locked down, or does "
                    + "not let programs of this kind write\n")
        }
    }
}
