import FBTProvider
import ProviderAPI
import ProviderTesting
import Testing

/// The rules that all providers keep; a kernel that has neither kprobes nor fentry shows that this is said.
struct FBTConformanceTests {
    private let reads = ProbePattern(module: "vmlinux", function: "vfs_r*")

    @Test func `fbt keeps the rules of providers`() {
        #expect(ProviderConformance(FBTProvider(), scope: reads).findings() == [])
    }

    @Test func `rawfbt keeps the rules of providers`() {
        #expect(ProviderConformance(RawFBTProvider(), scope: reads).findings() == [])
    }
}
