import Glibc

/// Limits of this process that tracing outgrows; raising them is tried once and never an error by itself.
enum ResourceLimits {
    /// Kernels before 5.11 charge maps against the limit of locked memory. Without `CAP_SYS_RESOURCE` it rises to the hard
    /// limit only, which newer kernels do not look at.
    static let raisedLockedMemory = raise(8)

    /// Every link and perf event is a descriptor, and the usual soft limit is 1,024.
    static let raisedOpenFiles = raise(7)

    /// Raises a `RLIMIT_*` without bound where allowed, else to its hard limit.
    private static func raise(_ number: UInt32) -> Bool {
        let resource = __rlimit_resource_t(number)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return false }
        let hard = limit.rlim_max
        // The kernel caps open files at fs.nr_open, so an unlimited number is refused for them.
        var wanted = number == 8 ? rlimit(rlim_cur: rlim_t.max, rlim_max: rlim_t.max) : limit
        if number == 8, setrlimit(resource, &wanted) == 0 { return true }
        limit.rlim_cur = hard
        return setrlimit(resource, &limit) == 0
    }
}
