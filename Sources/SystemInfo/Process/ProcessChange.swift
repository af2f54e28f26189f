/// A process that has more code than it had.
public struct ProcessChange: Hashable, Sendable {
    /// The process's id.
    public var process: Int
    /// The paths of the files it has newly mapped; nil when everything is new, as in a copy of another process.
    public var paths: Set<String>?

    public init(process: Int, paths: Set<String>? = nil) {
        self.process = process
        self.paths = paths
    }

    /// Whether a file is new in the process.
    public func includes(_ file: MappedBinary) -> Bool { paths?.contains(file.path) ?? true }
}

extension HostSystem {
    /// Whether a file of a process is to be looked at.
    public func isConcerned(_ process: Int, with file: MappedBinary) -> Bool {
        guard let changes else { return true }
        return changes.contains { $0.process == process && $0.includes(file) }
    }
}
