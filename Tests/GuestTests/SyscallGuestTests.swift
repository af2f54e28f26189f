import Foundation
import TestSupport
import Testing

extension GuestTests {
    /// System calls on a stock kernel, which cannot tell raw tracepoints apart by cookies.
    struct SyscallGuestTests {
        private static func count(_ description: String, over call: String) -> String {
            """
            dtrace-prov -qn '\(description) { @ = count(); } END { printa("%@d\\n", @); }' -c '/bin/number-workload \(call)'
            """
        }

        @Test func `system calls are counted, those of 32-bit programs are not`() throws {
            let guest = try Guest.withPrograms(["number-workload"], preemption: .full)
            let failed = "syscall::close:return /pid == $target && errno == 9/"
            // The C library closes files of its own, with success.
            let every = """
                syscall::: /pid == $target && probefunc == "close" && (probename == "entry" ? (int)arg0 == -1 : errno == 9)/
                """
            let vector = "syscall::writev:entry /pid == $target/"
            let results = try guest.run([
                GuestStep("failed", Self.count(failed, over: "64 3 7 -1")),
                GuestStep("every", Self.count(every, over: "64 3 7 -1")),
                GuestStep("vector", Self.count(vector, over: "64 20 4 -1")),
                GuestStep("process-id", Self.count(vector, over: "32 20 4")),
                GuestStep(
                    "without-tracefs",
                    "umount /sys/kernel/tracing; " + Self.count("syscall::close:entry", over: "64 3 7 -1")),
            ])
            func lines(_ step: String) -> [Substring] { results[step]?.output.split(separator: "\n") ?? [] }
            #expect(lines("failed").contains("7"), "\(results)")
            #expect(lines("every").contains("14"), "\(results)")
            #expect(lines("vector").contains("4"), "\(results)")
            #expect(lines("process-id").count == 1, "\(results)")
            #expect(results["without-tracefs"]?.status == 0, "\(results)")
        }
    }
}
