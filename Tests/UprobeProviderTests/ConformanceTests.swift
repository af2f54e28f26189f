import ProviderAPI
import ProviderTesting
import TestSupport
import Testing
import UprobeProvider

/// The rules that all providers keep.
struct UprobeConformanceTests {
    @Test func `keeps the rules of providers`() {
        let path = Workload.path("call-workload")
        let workload = ProviderWorkload(
            command: [path, "2"],
            expectations: [
                .init("uprobe:\(path):workload_add:entry", firings: [[0, 1000], [1, 1000]]),
                .init(
                    "uprobe:\(path):workload_eight:entry",
                    firings: [[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8]]),
            ])
        let scope = ProbePattern(provider: "uprobe", module: Glob(exactly: path), function: "workload_*")
        #expect(ProviderConformance(UprobeProvider(), scope: scope, workload: workload).findings() == [])
    }
}
