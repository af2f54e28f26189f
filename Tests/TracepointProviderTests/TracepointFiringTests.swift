import BPF
import Foundation
import ProbeTestSupport
import ProviderAPI
import SystemInfo
import Testing
import TracepointProvider

/// Probes attached in the running kernel; needs root.
@Suite(.serialized) struct TracepointFiringTests {
    private let system = HostSystem.current()

    private func probe(_ group: String, _ event: String) throws -> any Probe {
        var found: [any Probe] = []
        try TracepointProvider().forEachProbe(
            matching: ProbePattern(module: Glob(group), name: Glob(event)), on: system
        ) { found.append($0) }
        return try #require(found.first)
    }

    @Test func `a system call shows its number and arguments`() throws {
        let probe = try probe("syscalls", "sys_enter_lseek")
        #expect(try probe.arguments(on: system).map(\.name) == ["__syscall_nr", "fd", "offset", "whence"])
        let recorder = try FiringRecorder(probe, arguments: 4, on: system)
        for round in 0..<50 { lseek(-77, off_t(0x1234_5678_9abc + round), SEEK_CUR) }
        let mine = try recorder.firings(arguments: 4).filter { Int32(truncatingIfNeeded: $0.arguments[1]) == -77 }
        #expect(mine.map { $0.arguments[2] } == (0..<50).map { 0x1234_5678_9abc + $0 })
        #expect(mine.allSatisfy { $0.arguments[0] == 8 && $0.arguments[3] == 1 })
    }

    @Test func `a signed field keeps its sign`() throws {
        let recorder = try FiringRecorder(probe("syscalls", "sys_exit_lseek"), arguments: 2, on: system)
        for _ in 0..<10 { lseek(-77, 0, SEEK_CUR) }
        let failures = try recorder.firings(arguments: 2).filter { $0.arguments[1] == Int64(-EBADF) }
        #expect(failures.count >= 10)
    }

    @Test func `the raw tracepoint fires as often as the tracepoint`() throws {
        let probe = try probe("task", "task_rename")
        #expect(try probe.sites(for: .nothing, on: system)[0].context.carrier == .rawTracepoint)
        let whole = try FiringRecorder(probe, arguments: 1, on: system)
        let raw = try FiringRecorder(probe, arguments: 0, on: system)
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
        let thread = try #require(link.split(separator: "/").last.flatMap { Int64($0) })
        let file = open("/proc/thread-self/comm", O_WRONLY)
        defer { close(file) }
        for round in 0..<100 { #expect(write(file, "round-\(round % 10)", 7) == 7) }
        let rawCount = try raw.count()
        let firings = try whole.firings(arguments: 1)
        #expect(firings.filter { $0.arguments[0] == thread }.count == 100)
        #expect(rawCount >= 100 && rawCount <= firings.count)
    }
}
