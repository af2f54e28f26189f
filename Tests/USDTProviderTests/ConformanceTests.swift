import ProviderAPI
import ProviderTesting
import TestSupport
import Testing
import USDTProvider

/// The rules that all providers keep.
struct USDTConformanceTests {
    @Test func `keeps the rules of providers`() {
        let path = Workload.path("usdt-workload")
        let workload = ProviderWorkload(
            command: [path, "2"],
            expectations: [.init("usdt:\(path):workload:immediate", firings: [[5, -7, nil], [5, -7, nil]])])
        let scope = ProbePattern(provider: "usdt", module: Glob(exactly: path))
        #expect(ProviderConformance(USDTProvider(), scope: scope, workload: workload).findings() == [])
    }
}
