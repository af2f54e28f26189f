import Foundation
import SystemInfo
import Testing

@Suite struct OutputFileTests {
    private let path = NSTemporaryDirectory() + "output-file-\(UUID().uuidString)"

    private func contents() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func `appends to a file and empties one`() throws {
        defer { unlink(path) }
        do {
            let file = try OutputFile(path: path, mode: .append)
            try file.write(Array("one ".utf8))
        }
        do {
            let file = try OutputFile(path: path, mode: .append)
            try file.write(Array("two".utf8))
        }
        #expect(try contents() == "one two")
        let file = try OutputFile(path: path, mode: .truncate)
        try file.write(Array("three".utf8))
        #expect(try contents() == "three")
        try file.truncate()
        try file.write(Array("4".utf8))
        #expect(try contents() == "4")
    }

    @Test func `says which file cannot be opened and why`() {
        do {
            _ = try OutputFile(path: "/nonexistent/file", mode: .append)
            Issue.record("opened")
        } catch {
            #expect("\(error)" == "failed to open /nonexistent/file: No such file or directory")
        }
    }

    @Test func `writes everything to a slow pipe and notices when its reader goes`() throws {
        OutputFile.ignoreBrokenPipes()
        #expect(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        let file = try OutputFile(path: path, mode: .append)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        let received = Received()
        let thread = Thread {
            var buffer = [UInt8](repeating: 0, count: 1000)
            while received.bytes.count < bytes.count {
                let count = read(reader, &buffer, buffer.count)
                if count > 0 { received.bytes += buffer[..<count] }
            }
            received.isDone.signal()
        }
        thread.start()
        try file.write(bytes)
        received.isDone.wait()
        #expect(received.bytes == bytes)
        close(reader)
        do {
            try file.write([1])
            Issue.record("wrote to nobody")
        } catch {
            #expect(error == .closedPipe(path))
            #expect("\(error)" == "nobody reads \(path) any more")
        }
    }

    /// Handed over by the semaphore.
    private final class Received: @unchecked Sendable {
        var bytes: [UInt8] = []
        let isDone = DispatchSemaphore(value: 0)
    }
}
