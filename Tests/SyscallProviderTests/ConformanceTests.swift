import ProviderAPI
import ProviderTesting
import SyscallProvider
import Testing

/// The rules that all providers keep.
struct SyscallConformanceTests {
    @Test func `keeps the rules of providers`() {
        let workload = ProviderWorkload(
            command: ["/bin/sh", "-c", "exit 7"],
            expectations: [.init("syscall::exit_group:entry", firings: [[7]])])
        #expect(ProviderConformance(SyscallProvider(), workload: workload).findings() == [])
    }
}
