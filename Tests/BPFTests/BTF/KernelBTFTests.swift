import BPF
import Testing

extension KernelSuite {
    @Suite struct KernelBTFTests {
        @Test func `finds the ids that bpftool lists`() throws {
            let btf = KernelBTF()
            let listing = try shell("bpftool btf dump file /sys/kernel/btf/vmlinux | grep \"FUNC 'vfs_read' \"")
            let match = try #require(listing.firstMatch(of: /\[([0-9]+)\]/))
            #expect(btf.functionID(named: "vfs_read") == UInt32(match.output.1))
            #expect(btf.functionID(named: "vfs_read") == UInt32(match.output.1))
            #expect(try btf.functionID(named: "vfs_read", module: "") == UInt32(match.output.1))
        }

        @Test func `knows no function that is not there`() {
            let btf = KernelBTF()
            #expect(btf.functionID(named: "no_such_function") == nil)
            // A structure is not a function.
            #expect(btf.functionID(named: "task_struct") == nil)
            let error = #expect(throws: KernelError.self) {
                try btf.functionID(named: "f", module: "no_such_module")
            }
            #expect(
                error?.description
                    == "cannot find the function 'f': "
                    + "the type information of the module 'no_such_module' has none of this name")
        }
    }
}
