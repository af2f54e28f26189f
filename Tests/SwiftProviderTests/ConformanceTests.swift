import ProviderAPI
import ProviderTesting
import SwiftProvider
import TestSupport
import Testing

/// The rules that all providers keep.
struct SwiftConformanceTests {
    @Test func `keeps the rules of providers`() throws {
        let target = try Workload("swift-workload")
        let workload = ProviderWorkload(
            command: [Workload.path("swift-workload"), "3"],
            expectations: [.init("swift$target:a.out:*.hidden:entry", firings: [[0], [1], [2]])])
        let scope = ProbePattern(provider: Glob("swift\(target.id)"), module: "swift-workload")
        #expect(ProviderConformance(SwiftProvider(), scope: scope, workload: workload).findings() == [])
        try target.finish()
    }
}
