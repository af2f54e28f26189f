import PerfEventProvider
import ProviderAPI
import ProviderTesting
import Testing

/// The rules that all providers keep.
struct PerfEventConformanceTests {
    @Test func `profile keeps the rules of providers`() {
        #expect(ProviderConformance(ProfileProvider()).findings() == [])
    }

    @Test func `perf keeps the rules of providers`() {
        #expect(ProviderConformance(PerfProvider()).findings() == [])
    }
}
