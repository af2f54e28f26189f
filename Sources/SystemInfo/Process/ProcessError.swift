/// Why a process could not be looked at.
public enum ProcessError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchProcess(id: Int)
    case permissionDenied(id: Int)
    case unreadable(id: Int, reason: String)

    /// A sentence without a full stop at its end, in DTrace's words where it has some.
    public var description: String {
        switch self {
        case .noSuchProcess(let id): "failed to grab process \(id): no such process"
        case .permissionDenied(let id): "failed to grab process \(id): permission denied"
        case .unreadable(let id, let reason): "failed to grab process \(id): \(reason)"
        }
    }
}
