import PidProvider
import ProviderAPI
import ProviderTesting
import TestSupport
import Testing

/// The rules that all providers keep.
struct PidConformanceTests {
    @Test func `keeps the rules of providers`() throws {
        let target = try Workload("call-workload")
        let path = Workload.path("call-workload")
        let workload = ProviderWorkload(
            command: [path, "2"],
            expectations: [.init("pid$target:a.out:workload_add:entry", firings: [[0, 1000], [1, 1000]])])
        let scope = ProbePattern(
            provider: Glob("pid\(target.id)"), module: "call-workload", function: "workload_*")
        #expect(ProviderConformance(PidProvider(), scope: scope, workload: workload).findings() == [])
        try target.finish()
    }
}
