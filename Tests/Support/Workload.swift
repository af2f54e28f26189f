import Foundation

/// A test program that waits to be told how often to fire its probes.
public final class Workload {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var pending: [UInt8] = []

    /// Where the build put a workload: next to the running test program.
    public static func path(_ name: String) -> String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent(name).path
    }

    /// Starts the program and waits until it is ready.
    public convenience init(_ name: String) throws { try self.init(path: Self.path(name)) }

    /// Starts a copy of a workload, or a program that becomes one, and waits until it is ready.
    public init(path: String, arguments: [String] = []) throws {
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard line() == "ready" else { throw CocoaError(.executableLoad) }
    }

    /// The process id.
    public var id: Int { Int(process.processIdentifier) }

    /// Fires every probe so many times and gives back the program's report.
    public func fire(_ count: Int) throws -> String {
        try input.fileHandleForWriting.write(contentsOf: Data("\(count)\n".utf8))
        return line()
    }

    /// Ends the program and waits until it is gone.
    public func finish() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private func line() -> String {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeSubrange(...end) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            // Foundation's readers give up on signals, which other tests send.
            var chunk = [UInt8](repeating: 0, count: 256)
            let count = read(output.fileHandleForReading.fileDescriptor, &chunk, chunk.count)
            if count > 0 { pending.append(contentsOf: chunk.prefix(count)) }
            if count == 0 || (count < 0 && errno != EINTR) { return String(decoding: pending, as: UTF8.self) }
        }
    }
}
