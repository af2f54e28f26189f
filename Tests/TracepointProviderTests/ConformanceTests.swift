import ProviderAPI
import ProviderTesting
import Testing
import TracepointProvider

/// The rules that all providers keep.
struct TracepointConformanceTests {
    @Test func `keeps the rules of providers`() {
        let workload = ProviderWorkload(
            command: ["/bin/sh", "-c", "kill -WINCH $$"],
            expectations: [
                .init(
                    "tracepoint:signal::signal_generate", firings: [[28, 0, 0]], where: "pid == $target && arg0 == 28")
            ])
        let scope = ProbePattern(module: "signal")
        #expect(ProviderConformance(TracepointProvider(), scope: scope, workload: workload).findings() == [])
    }
}
