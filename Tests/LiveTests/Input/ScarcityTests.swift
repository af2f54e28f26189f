import TestSupport
import Testing

extension LiveTests {
    /// Full disks, too little memory and hidden parts of the system: a sentence and a status, and nothing lost in silence.
    struct ScarcityTests {
        private func shell(_ script: String) throws -> CommandResult {
            try runCommand(
                "sh", ["-c", script, Live.program], environment: ["SWIFT_BACKTRACE": "enable=no"], timeout: 60)
        }

        @Test(arguments: ["-V", "providers", "--explain -n BEGIN", "--emit typed -n BEGIN"])
        func `text for a full disk`(arguments: String) throws {
            let result = try shell("\"$0\" \(arguments) >/dev/full")
            #expect(result.status == 1)
            #expect(result.errors == "dtrace: failed to write standard output: No space left on device\n")
        }

        @Test func `buffers that find no place among the addresses`() throws {
            let result = try shell("ulimit -v 3000000; \"$0\" -q -b 1g -n 'tick-10ms { trace(1); exit(0); }'")
            #expect(result.status == 1)
            #expect(
                result.errors.hasPrefix("dtrace: failed to create BPF maps: cannot map the ring buffer 'rings"),
                "\(result.errors)")
            #expect(result.errors.hasSuffix("': there is not enough memory\n"), "\(result.errors)")
        }

        /// A probe by itself takes about as many, and functions that attach in one call no more than a few.
        @Test(arguments: 12...24)
        func `few open files`(limit: Int) throws {
            let result = try shell("ulimit -n \(limit); exec \"$0\" -qn 'pid$target:libc::entry { n++; }' -c date")
            if result.status == 0 { return }
            #expect(result.status == 1)
            #expect(
                result.errors.hasSuffix("this process has too many open files; raise the limit with 'ulimit -n'\n"),
                "\(result.errors)")
        }

        @Test func `a system without sysfs`() throws {
            let hidden = "mount -t tmpfs none /sys; exec \"$@\""
            let result = try runCommand(
                "unshare", ["-m", "sh", "-c", hidden, "sh", Live.program, "-qn", "tick-10ms { exit(0); }"],
                environment: ["SWIFT_BACKTRACE": "enable=no"], timeout: 60)
            #expect(result.status == 1)
            #expect(
                result.errors
                    == "dtrace: could not enable tracing: the processors cannot be counted: there is no /sys; "
                    + "mount it with 'mount -t sysfs sysfs /sys'\n")
        }
    }
}
