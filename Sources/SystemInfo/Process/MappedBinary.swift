/// A program or library to look for probes in.
public struct MappedBinary: Hashable, Sendable {
    /// The path by which the process or the user names it.
    public var path: String
    /// The path by which we open it; differs for containers and for files without a name.
    public var accessPath: String
    /// The process that its probes are limited to; nil for every process that maps it.
    public var processID: Int?

    public init(path: String, accessPath: String, processID: Int? = nil) {
        self.path = path
        self.accessPath = accessPath
        self.processID = processID
    }

    /// The path's last part.
    public var basename: String { Self.basename(of: path) }

    static func basename(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}

/// Why a program or library was not found.
public struct BinaryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A sentence without a full stop at its end.
    public var description: String

    public init(_ description: String) { self.description = description }

    static func ambiguous(_ name: String, _ paths: [String]) -> BinaryError {
        BinaryError(
            "\(name) names several files: \(paths.sorted().joined(separator: ", ")); give one by its full path")
    }
}
