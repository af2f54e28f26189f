import DTraceProvider
import ProviderAPI
import ProviderTesting
import Testing

/// The rules that all providers keep.
struct DTraceConformanceTests {
    @Test func `keeps the rules of providers`() {
        #expect(ProviderConformance(DTraceProvider()).findings() == [])
    }
}
