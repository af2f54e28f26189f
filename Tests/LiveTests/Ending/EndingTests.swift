import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// How sessions end: by exit(), by signals, by the reader of the output.
    struct EndingTests {
        @Test(arguments: [0, 1, 7, 255]) func `exit() gives the status`(status: Int32) throws {
            #expect(try Live.run("-qn", "BEGIN { exit(\(status)); }").status == status)
            #expect(try Live.run("-qn", "tick-1ms { exit(\(status)); }").status == status)
        }

        @Test(arguments: [SIGINT, SIGTERM]) func `a signal runs END, prints and is a success`(signal: Int32) throws {
            let folder = try TemporaryFolder()
            let running = try Live.start(
                "-qn", "tick-10ms { @[\"ticks\"] = count(); printf(\"on\\n\"); }", "-n", "END { printf(\"off\\n\"); }",
                in: folder)
            #expect(running.wait { $0.output.contains("on\n") }, "\(running.errors)")
            running.send(signal)
            let result = try running.finish(timeout: 30)
            #expect(result.output.contains("off\n"))
            #expect(result.output.contains("  ticks  "))
            #expect(result.errors == "")
            #expect(result.status == 0)
        }

        /// Programs such as timeout(1) send a signal to the process and then to its group.
        @Test func `two signals in a row are one`() throws {
            let folder = try TemporaryFolder()
            let running = try Live.start(
                "-qn", "tick-10ms { printf(\"on\\n\"); }", "-n", "END { printf(\"off\\n\"); }", in: folder)
            #expect(running.wait { $0.output.contains("on\n") }, "\(running.errors)")
            for _ in 0..<20 { running.send(SIGINT) }
            let result = try running.finish(timeout: 30)
            #expect(result.output.contains("off\n"))
            #expect(result.status == 0)
        }

        @Test func `a second signal ends a session whose output nobody reads`() throws {
            let folder = try TemporaryFolder()
            let pipe = folder.url.appending(path: "pipe").path
            #expect(mkfifo(pipe, 0o600) == 0)
            let reader = try TemporaryFolder()
            let idle = try RunningCommand("sh", ["-c", "exec sleep 300 < \(pipe)"], scratch: reader.url)
            let running = try Live.start("-qn", "tick-1ms { printf(\"%9000d\\n\", 1); }", "-o", pipe, in: folder)
            // The number of write(2) comes first while the process is held in it.
            let isHeld = KernelObjects.eventually {
                let call = "/proc/\(running.processIdentifier)/syscall"
                return (try? String(contentsOfFile: call, encoding: .utf8))?.hasPrefix("1 ") == true
            }
            #expect(isHeld)
            running.send(SIGINT)
            usleep(700_000)
            running.send(SIGINT)
            #expect(try running.finish(timeout: 30).status == 0)
            idle.send(SIGKILL)
            _ = try idle.finish(timeout: 10)
        }

        @Test func `a reader that has had enough ends the session without a word`() throws {
            let script =
                "'\(Live.program)' -qn 'tick-1ms { printf(\"line\\n\"); }' | head -1; echo ${PIPESTATUS[0]}"
            let result = try runCommand("bash", ["-c", script], timeout: 60)
            #expect(result.output == "line\n\(128 + SIGPIPE)\n")
            #expect(result.errors == "")
        }

        @Test func `output that cannot be written is told once`() throws {
            let script = "'\(Live.program)' -qn 'BEGIN { printf(\"line\\n\"); exit(0); }' > /dev/full"
            let result = try runCommand("bash", ["-c", script], timeout: 60)
            #expect(result.status == 1)
            #expect(result.errors == "dtrace: failed to write standard output: No space left on device\n")
        }

        @Test(arguments: [["-qn", "BEGIN { printf(\"line\\n\"); exit(0); }"], ["-ln", "BEGIN"]])
        func `standard output that is closed`(arguments: [String]) throws {
            let result = try runCommand(
                "sh", ["-c", "exec \"$0\" \"$@\" >&-", Live.program] + arguments, timeout: 60)
            #expect(result.status == 1)
            #expect(result.errors == "dtrace: failed to write standard output: it is closed\n")
        }

        /// Until the session can be ended in order, a signal ends the process as it does any other.
        @Test func `a signal while the session is being made`() throws {
            for delay in [1, 5, 10, 20, 30, 45, 60, 90] as [UInt32] {
                let folder = try TemporaryFolder()
                let running = try Live.start("-qn", "syscall:::entry { @ = count(); }", "-c", "sleep 1000", in: folder)
                usleep(delay * 1000)
                running.send(SIGSTOP)
                let held = KernelObjects.held(by: running.processIdentifier)
                let children = KernelObjects.children(of: running.processIdentifier)
                running.send(SIGINT)
                running.send(SIGCONT)
                let result = try running.finish(timeout: 30)
                #expect([0, 128 + SIGINT].contains(result.status), "\(result.status)")
                #expect(result.errors == "")
                #expect(try KernelObjects.left(of: held) == [])
                #expect(KernelObjects.eventually { !children.contains(where: KernelObjects.isAlive) })
            }
        }
    }
}
