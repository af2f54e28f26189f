import BPF
import Foundation
import Testing

extension KernelSuite {
    /// What the kernel tells of processes.
    @Suite struct ProcessEventsTests {
        @Test func `a process is seen to start, run a program and end`() throws {
            let events = try ProcessEvents()
            let process = Process()
            process.executableURL = URL(filePath: "/bin/true")
            try process.run()
            process.waitUntilExit()
            let id = Int(process.processIdentifier)
            var seen: [ProcessEvent] = []
            for _ in 0..<100 {
                _ = events.drain { event in
                    switch event {
                    case .mapped(id, _), .forked(id, _), .ended(id): seen.append(event)
                    default: break
                    }
                }
                if seen.contains(.ended(process: id)) { break }
                usleep(10_000)
            }
            #expect(seen.contains(.forked(process: id, parent: Int(getpid()))))
            #expect(seen.contains(.ended(process: id)))
            let paths = seen.compactMap { if case .mapped(_, let path) = $0 { path } else { nil } }
            #expect(paths.contains { $0.hasSuffix("/true") } && paths.contains { $0.hasSuffix("/libc.so.6") })
        }
    }
}
