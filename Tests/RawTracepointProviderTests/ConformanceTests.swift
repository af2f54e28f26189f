import ProviderAPI
import ProviderTesting
import RawTracepointProvider
import Testing

/// The rules that all providers keep.
struct RawTracepointConformanceTests {
    @Test func `keeps the rules of providers`() {
        let workload = ProviderWorkload(
            command: ["/bin/true"], expectations: [.init("rawtp:sched::sched_process_exit", firings: [[nil]])])
        let scope = ProbePattern(module: "sched")
        #expect(ProviderConformance(RawTracepointProvider(), scope: scope, workload: workload).findings() == [])
    }
}
