import CPCProvider
import ProviderAPI
import ProviderTesting
import Testing

/// The rules that all providers keep.
struct CPCConformanceTests {
    @Test func `keeps the rules of providers`() {
        #expect(ProviderConformance(CPCProvider()).findings() == [])
    }
}
