import Glibc

/// Type information that could not be read; a sentence without a full stop.
public struct BTFError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String

    init(path: String, code: Int32) {
        description = "cannot read the kernel's type information from \(path): \(String(cString: strerror(code)))"
    }
}
