import TestSupport
import Testing

extension GuestTests {
    /// What trying finds out about Debian's 6.1.
    struct FeatureTests {
        static let steps = [GuestStep("features", "dtrace-prov providers -v")]

        @Test func `features are found as the kernel has them`() throws {
            let table = try AcceptanceRun.result(of: "features").output
            func answer(_ feature: String) -> Substring? {
                table.split(separator: "\n").first { $0.hasPrefix(feature + " ") }?.split(separator: " ").dropFirst()
                    .first
            }
            for present in [
                "kprobe", "uprobe", "perfEventCookie", "fentry", "tailCallInSubprogram", "ringBuffer", "boundedLoop",
            ] {
                #expect(answer(present) == "yes", "\(present): \(table)")
            }
            // kprobe.multi needs CONFIG_FPROBE, uprobe.multi 6.6, the others 6.10.
            for absent in ["kprobeMulti", "uprobeMulti", "rawTracepointCookie", "preemptDisable"] {
                #expect(answer(absent) == "no", "\(absent): \(table)")
            }
            for provider in ["dtrace", "profile", "tracepoint", "kprobe", "perf", "usdt", "uprobe"] {
                #expect(answer(provider) == "yes")
            }
        }
    }
}
