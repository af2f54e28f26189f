import KprobeProvider
import ProviderAPI
import ProviderTesting
import Testing

/// The rules that all providers keep.
struct KprobeConformanceTests {
    /// Where the kernel has no kprobes, what is checked is that this is said.
    @Test func `keeps the rules of providers`() {
        let scope = ProbePattern(module: "vmlinux", function: "vfs_r*")
        #expect(ProviderConformance(KprobeProvider(), scope: scope).findings() == [])
    }
}
