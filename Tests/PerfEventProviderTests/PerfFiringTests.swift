import BPF
import Foundation
import PerfEventProvider
import ProbeTestSupport
import ProviderAPI
import SystemInfo
import Testing

/// Probes attached in the running kernel; needs root.
@Suite(.serialized) struct PerfFiringTests {
    private let system = HostSystem.current()

    private func probe(_ provider: some Provider, _ pattern: ProbePattern) throws -> any Probe {
        var found: [any Probe] = []
        try provider.forEachProbe(matching: pattern, on: system) { found.append($0) }
        return try #require(found.first)
    }

    private func breakpoint(_ place: String, _ access: String) throws -> any Probe {
        try probe(PerfProvider(), ProbePattern(module: "breakpoint", function: Glob(place), name: Glob(access)))
    }

    @Test(arguments: ["profile-4999", "profile-200000ns", "tick-1", "tick-30d", "tick-106751d"])
    func `the kernel takes the shortest and the longest intervals`(name: String) throws {
        _ = try FiringRecorder(probe(ProfileProvider(), ProbePattern(name: Glob(name))), arguments: 2, on: system)
    }

    @Test func `a clock finds every firing in the kernel or in user space`() throws {
        let recorder = try FiringRecorder(
            probe(ProfileProvider(), ProbePattern(name: "profile-4999")), arguments: 2, on: system)
        while try recorder.count() < 200 {}
        let firings = try recorder.firings(arguments: 2)
        #expect(firings.allSatisfy { ($0.arguments[0] == 0) != ($0.arguments[1] == 0) })
        #expect(firings.contains { $0.arguments[0] < 0 }, "kernel addresses have their top bit set")
        #expect(firings.contains { $0.arguments[1] > 0 }, "user addresses have not")
    }

    @Test(arguments: [
        "cpu-clock", "task-clock", "page-faults", "context-switches", "cpu-migrations", "minor-faults",
        "major-faults", "alignment-faults", "emulation-faults",
    ])
    func `every listed software event can be attached`(event: String) throws {
        _ = try FiringRecorder(
            probe(PerfProvider(), ProbePattern(module: "software", function: Glob(event))), arguments: 4, on: system)
    }

    @Test func `a page fault tells address and period`() throws {
        let recorder = try FiringRecorder(
            probe(PerfProvider(), ProbePattern(function: "page-faults", name: "1")), arguments: 4, on: system)
        let size = 1 << 16
        let memory = try #require(mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
        defer { munmap(memory, size) }
        memory.storeBytes(of: 1, toByteOffset: 0x3210, as: UInt8.self)
        let address = Int64(Int(bitPattern: memory)) + 0x3210
        let mine = try recorder.firings(arguments: 4).filter { $0.arguments[2] == address }
        #expect(mine.count == 1 && mine[0].arguments[3] == 1 && mine[0].arguments[1] != 0)
    }

    @Test func `a breakpoint fires at each execution of a function`() throws {
        let function = try #require(dlsym(nil, "getpgid"))
        let address = UInt64(UInt(bitPattern: function))
        let recorder = try FiringRecorder(breakpoint("0x" + String(address, radix: 16), "x"), arguments: 3, on: system)
        for _ in 0..<40 { _ = getpgid(0) }
        let firings = try recorder.firings(arguments: 3)
        #expect(firings.count >= 40)
        #expect(firings.allSatisfy { $0.arguments[0] == 0 && UInt64(bitPattern: $0.arguments[1]) == address })
    }

    @Test func `a breakpoint fires at each write to memory`() throws {
        let word = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
        defer { word.deallocate() }
        word.pointee = 0
        let address = UInt64(UInt(bitPattern: word))
        let recorder = try FiringRecorder(breakpoint("0x" + String(address, radix: 16), "w"), arguments: 3, on: system)
        for number in 1...30 { word.pointee = UInt64(number + Int(getpgid(0))) }
        let mine = try recorder.firings(arguments: 3).filter { UInt64(bitPattern: $0.arguments[2]) == address }
        #expect(mine.count >= 30 && mine.allSatisfy { $0.arguments[1] != 0 })
    }
}
