import Glibc

/// A file or folder that could not be used: what was tried, on which path, and the kernel's answer.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, as a verb: `open`, `read`, `list`.
    public var action: String
    /// The path as given.
    public var path: String
    /// The `errno` value of the call that failed.
    public var code: Int32

    public init(_ action: String, _ path: String, code: Int32) {
        self.action = action
        self.path = path
        self.code = code
    }

    /// One sentence without a full stop: `cannot open /x: Permission denied`.
    public var description: String {
        "cannot \(action) \(path): \(String(cString: strerror(code)))"
    }
}
