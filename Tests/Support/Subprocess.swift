public import Foundation

/// A finished command: what it wrote and how it ended.
public struct CommandResult: Hashable, Sendable {
    public var output: String
    public var errors: String
    /// The exit status, or 128 and the signal's number when a signal ended it.
    public var status: Int32

    public init(output: String, errors: String, status: Int32) {
        self.output = output
        self.errors = errors
        self.status = status
    }
}

/// Runs a command to its end, or throws when it takes longer than `timeout` seconds.
///
/// Output goes through files, so a command that writes much on both streams cannot block.
public func runCommand(
    _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil, directory: URL? = nil,
    timeout: TimeInterval = 120
) throws -> CommandResult {
    let scratch = try TemporaryFolder()
    let running = try RunningCommand(
        program, arguments, environment: environment, directory: directory, scratch: scratch.url)
    return try running.finish(timeout: timeout)
}

/// A command that is running, for tests that act while it does.
public final class RunningCommand {
    private let process = Process()
    private let ended = DispatchSemaphore(value: 0)
    private let scratch: URL
    private let commandLine: String

    /// Starts the command; `program` is a path or a name that is looked up in PATH.
    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil,
        directory: URL? = nil, scratch: URL
    ) throws {
        self.scratch = scratch
        commandLine = ([program] + arguments).joined(separator: " ")
        for name in ["output", "errors"] {
            _ = FileManager.default.createFile(atPath: scratch.appending(path: name).path, contents: nil)
        }
        process.executableURL = URL(filePath: "/usr/bin/env")
        // Who starts the tests in the background may have them ignore these, which programs would inherit.
        process.arguments = ["--default-signal=INT,QUIT,HUP", program] + arguments
        process.environment = environment.map { ProcessInfo.processInfo.environment.merging($0) { $1 } }
        process.currentDirectoryURL = directory
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: scratch.appending(path: "output"))
        process.standardError = try FileHandle(forWritingTo: scratch.appending(path: "errors"))
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    public var processIdentifier: Int32 { process.processIdentifier }
    public var isRunning: Bool { process.isRunning }
    /// What it has written so far.
    public var output: String { text("output") }
    /// What it has complained about so far.
    public var errors: String { text("errors") }

    /// Sends a signal.
    public func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits until `condition` holds; false when it does not within `timeout` seconds or the command ends before.
    public func wait(timeout: TimeInterval = 30, until condition: (RunningCommand) -> Bool) -> Bool {
        let deadline = Date(timeIntervalSinceNow: timeout)
        while Date() < deadline {
            if condition(self) { return true }
            if !isRunning { return condition(self) }
            usleep(20_000)
        }
        return false
    }

    /// Waits for the end; throws, having killed the command, when it does not come within `timeout` seconds.
    public func finish(timeout: TimeInterval = 120) throws -> CommandResult {
        guard ended.wait(timeout: .now() + timeout) == .success else {
            kill(process.processIdentifier, SIGKILL)
            throw SupportError(
                "`\(commandLine)` did not end within \(Int(timeout)) seconds; it wrote: \(output.suffix(2000))")
        }
        let signalled = process.terminationReason == .uncaughtSignal
        return CommandResult(
            output: output, errors: errors, status: process.terminationStatus + (signalled ? 128 : 0))
    }

    private func text(_ name: String) -> String {
        let data = (try? Data(contentsOf: scratch.appending(path: name))) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}

/// A folder that is removed when the value goes.
public final class TemporaryFolder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "dtrace-prov-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
