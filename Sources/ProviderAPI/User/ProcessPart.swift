public import SystemInfo

/// The provider part of probes of single processes: a name and a process id, such as `pid1234`.
public struct ProcessPart: Hashable, Sendable {
    /// What stands before the process id.
    public let prefix: String

    public init(prefix: String) { self.prefix = prefix }

    /// The processes just changed that targets have started.
    private func newDescendants(on system: HostSystem) -> [Int] {
        guard let changes = system.changes else { return [] }
        return changes.map(\.process).filter { id in
            guard !system.targetProcesses.contains(id) else { return false }
            return (try? TargetProcess(id: id, procfs: system.procfs))?.descends(from: system.targetProcesses) ?? false
        }
    }

    /// The provider part for a process.
    public func name(of process: Int) -> String { "\(prefix)\(process)" }

    /// Whether a pattern could mean a process: its text begins with the prefix.
    public func mayMatch(_ pattern: Glob) -> Bool {
        if let literal = pattern.literal { return literal == prefix || process(in: literal) != nil }
        return pattern.text.hasPrefix(prefix)
    }

    /// The process that a full name means.
    public func process(in name: String) -> Int? {
        guard name.hasPrefix(prefix) else { return nil }
        let digits = name.dropFirst(prefix.count)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int(digits)
    }

    /// The processes that a pattern means: the one it names, else those of the targets whose names match, and while
    /// tracing those of the processes that they start.
    ///
    /// A process that is not there is an error, and so is a name without a process id.
    public func processes(matching pattern: Glob, on system: HostSystem) throws(ProviderError) -> [Int] {
        guard let literal = pattern.literal else {
            return (system.targetProcesses + newDescendants(on: system)).filter { pattern.matches(name(of: $0)) }
        }
        guard let id = process(in: literal) else {
            throw ProviderError("'\(literal)' does not contain a valid pid", tag: "D_PROC_BADPID")
        }
        if let changes = system.changes, !changes.contains(where: { $0.process == id }) { return [] }
        do { _ = try TargetProcess(id: id, procfs: system.procfs) } catch {
            throw ProviderError("\(error)", tag: "D_PROC_GRAB")
        }
        return [id]
    }
}
