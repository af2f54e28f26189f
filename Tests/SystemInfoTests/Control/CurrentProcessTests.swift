import Foundation
import SystemInfo
import Testing

struct CurrentProcessTests {
    @Test func `variables by prefix`() {
        setenv("DTRACE_PROV_TEST_B", "2=3", 1)
        setenv("DTRACE_PROV_TEST_A", "", 1)
        let found = CurrentProcess.environment(prefix: "DTRACE_PROV_TEST_")
        #expect(found.map(\.name) == ["A", "B"])
        #expect(found.map(\.value) == ["", "2=3"])
    }

    @Test func `process id and rights agree with the C library`() {
        #expect(CurrentProcess.id == Int(getpid()))
        #expect(CurrentProcess.isRoot == (geteuid() == 0))
    }
}
