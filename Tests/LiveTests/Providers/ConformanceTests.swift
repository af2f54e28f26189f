import TestSupport
import Testing

extension LiveTests {
    /// The rules that all providers keep, for those that are written in D.
    struct ConformanceTests {
        @Test(arguments: ["proc", "sched", "io", "ip", "tcp", "udp", "lockstat", "sysinfo", "vminfo"])
        func `keeps the rules of providers`(provider: String) throws {
            let result = try runCommand(Live.workload("provider-conformance"), [provider], timeout: 120)
            #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
            #expect(result.output == "")
        }
    }
}
