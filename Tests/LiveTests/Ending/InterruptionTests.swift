import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// What a signal adds to the output.
    struct InterruptionTests {
        @Test func `an interrupt breaks the line before END, except in tests`() throws {
            for (environment, expected) in [([:], "\nend\n"), (["_DTRACE_TESTING": "1"], "end\n")] {
                let folder = try TemporaryFolder()
                let running = try RunningCommand(
                    Live.program, ["-qn", "BEGIN { printf(\"on\"); } END { printf(\"end\"); }"],
                    environment: environment, scratch: folder.url)
                #expect(running.wait { $0.output.contains("on") })
                running.send(SIGINT)
                #expect(try running.finish(timeout: 30).output == "on" + expected)
            }
        }
    }
}
