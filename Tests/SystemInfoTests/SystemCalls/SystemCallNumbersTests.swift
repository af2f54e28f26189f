import Testing

@testable import SystemInfo

/// Numbers of the ABI, which never change.
@Suite struct SystemCallNumbersTests {
    @Test func `x86-64`() {
        let numbers = SystemCallNumbers(
            SystemCallNumbers.amd64 + SystemCallNumbers.common, kernelNames: SystemCallNumbers.amd64KernelNames)
        #expect(numbers["read"] == 0)
        #expect(numbers["getpid"] == 39)
        #expect(numbers["newuname"] == 63)
        #expect(numbers["umount"] == 166)
        #expect(numbers["openat"] == 257)
        #expect(numbers["rseq"] == 334)
        #expect(numbers["clone3"] == 435)
        #expect(numbers["mseal"] == 462)
        #expect(numbers["uname"] == nil)
        #expect(numbers.kernelName(of: "uname") == "newuname")
        #expect(numbers.kernelName(of: "read") == nil)
    }

    @Test func `arm64`() {
        let numbers = SystemCallNumbers(
            SystemCallNumbers.generic + SystemCallNumbers.common, kernelNames: SystemCallNumbers.genericKernelNames)
        #expect(numbers["openat"] == 56)
        #expect(numbers["read"] == 63)
        #expect(numbers["newfstatat"] == 79)
        #expect(numbers["sync_file_range"] == 84)
        #expect(numbers["getpid"] == 172)
        #expect(numbers["mmap"] == 222)
        #expect(numbers["wait4"] == 260)
        #expect(numbers["kexec_file_load"] == 294)
        #expect(numbers["clone3"] == 435)
        #expect(numbers["open"] == nil)
    }

    @Test func `no two calls have one number`() {
        for runs in [SystemCallNumbers.amd64, SystemCallNumbers.generic] {
            let names = (runs + SystemCallNumbers.common).flatMap { run in
                run.names.split(separator: " ").enumerated().map { run.first + $0.offset }
            }
            #expect(Set(names).count == names.count)
        }
    }
}
