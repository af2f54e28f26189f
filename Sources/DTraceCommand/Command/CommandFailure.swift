import DTraceRuntime
import SystemInfo

/// Why the program ends without having done what was asked.
struct CommandFailure: Error {
    /// Printed after `dtrace: `.
    var description: String
    var status: Int32 = 1
    /// Whether the summary of options follows.
    var showsUsage = false
    /// Whether nothing is printed.
    var isSilent = false
    /// Shown below, at a terminal.
    var excerpt: String?

    init(_ description: String, status: Int32 = 1) {
        self.description = description
        self.status = status
    }

    init(_ error: UsageError) {
        description = error.description
        status = error.status
        showsUsage = error.showsUsage
    }

    init(_ error: SessionError) {
        description = error.description
        isSilent = error.isSilent
        excerpt = error.excerpt
        status = error.status
    }
}
