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
            let mapped = seen.compactMap { if case .mapped(_, let code) = $0 { code } else { nil } }
            #expect(mapped.contains { $0.path.hasSuffix("/true") })
            let library = try #require(mapped.first { $0.path.hasSuffix("/libc.so.6") })
            var status = stat()
            #expect(stat(library.path, &status) == 0 && UInt64(status.st_ino) == library.inode)
            #expect(library.start > 0 && library.start % 4096 == 0 && library.size > 65_536)
            #expect(library.fileOffset > 0 && library.fileOffset % 4096 == 0)
        }
    }
}
