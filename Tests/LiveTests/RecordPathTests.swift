import TestSupport
import Testing

extension LiveTests {
    /// Records written in place and records copied tell the same.
    @Suite struct RecordPathTests {
        private func run(_ script: String, _ options: String...) throws -> CommandResult {
            try runCommand(Live.program, options + ["-q", "-n", script], environment: ["SWIFT_BACKTRACE": "enable=no"])
        }

        @Test(arguments: [
            #"BEGIN { printf("%d %s\n", 7, "seven"); trace("more"); } BEGIN { trace(0x1122334455667788); exit(3); }"#,
            #"BEGIN { @[execname] = count(); printa(@); printf("%d\n", 1 / 0); } ERROR { trace(arg4); exit(2); }"#,
            #"BEGIN { self->s = speculation(); } BEGIN { speculate(self->s); printf("kept\n"); } BEGIN { commit(self->s); exit(0); }"#,
            #"BEGIN { tracemem(&`linux_banner, 0); stack(3); exit(1); }"#,
        ])
        func `a script prints the same by either way`(script: String) throws {
            let reserved = try run(script, "-xrecords=reserve")
            let copied = try run(script, "-xrecords=copy")
            #expect(reserved == copied)
        }

        @Test func `no copied record is lost, and buffers turn over`() throws {
            let script = #"syscall::getpid:entry /pid == $target/ { printf("%d %60d\n", n++, pid); }"#
            let result = try Live.run(
                "-xrecords=copy", "-b", "64k", "-xswitchrate=2ms", "-q", "-n", script, "-c",
                "\(Live.workload("syscall-workload")) 0 300 0 0 3000")
            let lines = result.output.split(separator: "\n").filter { $0.contains(" ") && !$0.contains("0x") }
            #expect(
                lines.map { $0.split(separator: " ").first.flatMap { Int($0) } } == Array(0..<301).map(Optional.init))
            #expect(result.errors.contains("drop") == false)
        }

        @Test func `what does not fit is counted`() throws {
            let script = #"syscall::getpid:entry /pid == $target/ { printf("%400d\n", n++); }"#
            let result = try Live.run(
                "-xrecords=copy", "-b", "4k", "-xswitchrate=1s", "-q", "-n", script, "-c",
                "\(Live.workload("syscall-workload")) 0 5000 0 0")
            let printed = result.output.split(separator: "\n").count { $0.hasPrefix("    ") }
            let drops = result.errors.matches(of: #/([0-9]+) drops? on CPU/#).compactMap { Int($0.output.1) }
            #expect(printed > 0 && !drops.isEmpty)
            #expect(printed + drops.reduce(0, +) == 5001)
        }
    }
}
