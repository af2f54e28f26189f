import Testing

@testable import BPF

@Suite struct KernelErrorTests {
    @Test func `speaks in sentences and keeps numbers to itself`() {
        let error = KernelError("create the map 'm'", .noSpace)
        #expect(error.description == "cannot create the map 'm': there is no space left")
        #expect(KernelError("wait", ErrorNumber(9999)).description.hasPrefix("cannot wait: unknown error"))
        #expect(KernelError("go", because: "it rains").description == "cannot go: it rains")
        #expect(KernelError("go", .missing).isMissing)
        #expect(KernelError("go", .access).isPermission)
    }

    @Test func `reads the effective rights`() {
        let nobody = Rights(status: "Name:\tx\nCapPrm:\tffffffffffffffff\nCapEff:\t0000000000000000\n")
        #expect(nobody.effective == 0)
        #expect(nobody.missingForTracing.map(\.name) == ["CAP_BPF", "CAP_PERFMON"])
        #expect(Rights(status: "CapEff:\t0000008000000000\n").missingForTracing == [.performanceMonitoring])
        let root = Rights(status: "CapEff:\t000001fffeffffff\n")
        #expect(root.missingForTracing.isEmpty)
        #expect(root.has(.systemResource) == false)
        #expect(Rights(status: "").effective == 0)
    }

    @Test func `reads lists of CPUs`() {
        #expect(Processors.parse("0-3,8\n") == [0, 1, 2, 3, 8])
        #expect(Processors.parse("0\n") == [0])
        #expect(Processors.parse("") == [])
        #expect(Processors.parse("3-1,x,7") == [7])
        #expect(Processors.possibleCount >= Processors.online.count)
    }

    @Test func `reads the bits of event formats`() {
        #expect(EventSource.firstBit(ofFormat: "config:0\n") == 0)
        #expect(EventSource.firstBit(ofFormat: "config:32-63\n") == 32)
        #expect(EventSource.firstBit(ofFormat: "config1:0-7\n") == nil)
        #expect(EventSource.firstBit(ofFormat: "") == nil)
    }

    @Test func `reads files that do not know their size to the end`() throws {
        let maps = try SmallFile.read("/proc/self/maps")
        #expect(maps.utf8.count > 4096)
        #expect(maps.contains("[stack]"))
        let error = #expect(throws: KernelError.self) { try SmallFile.read("/proc/no_such_file") }
        #expect(error?.description == "cannot read /proc/no_such_file: there is no such thing")
        #expect(SmallFile.number("/proc/self/maps") == nil)
    }

    @Test func `makes names the kernel takes`() {
        #expect(ObjectName("a name: much/too long").bytes == Array("a_name__much_to".utf8))
        #expect(ObjectName("ümlaut.1").bytes == Array("__mlaut.1".utf8))
    }
}
