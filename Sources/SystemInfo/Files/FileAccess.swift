import Synchronization

/// What was read of the machine during some piece of work; tests hold providers to reading little.
public struct FileAccess: Hashable, Sendable {
    /// The files that were opened and the folders that were listed, each time it happened.
    public var paths: [String] = []

    /// How many files and folders that is.
    public var count: Int { paths.count }

    /// Nothing read yet.
    public init() {}

    /// Does something, and tells what it read through this module on the calling thread or task.
    public static func recording<Result>(_ body: () throws -> Result) rethrows -> (result: Result, access: FileAccess) {
        let recorder = FileAccessRecorder()
        let result = try FileAccessRecorder.$current.withValue(recorder) { try body() }
        return (result, recorder.access.withLock { $0 })
    }
}

/// Collects paths while a `FileAccess.recording` lasts.
final class FileAccessRecorder: Sendable {
    @TaskLocal static var current: FileAccessRecorder?

    let access = Mutex(FileAccess())

    /// Remembers that a file is opened or a folder listed, when somebody wants to know.
    static func note(_ path: String) { current?.access.withLock { $0.paths.append(path) } }
}
