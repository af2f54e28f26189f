import Glibc

enum Processes {
    /// The test's own process id.
    static let own = Int32(getpid())

    /// Runs `body` with the calling thread on CPU 0, so that programs run there find this thread as the current one.
    static func onFirstCPU<Result>(_ body: () throws -> Result) rethrows -> Result {
        var before = cpu_set_t()
        sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &before)
        var first = cpu_set_t()
        withUnsafeMutableBytes(of: &first) { $0[0] = 1 }
        sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &first)
        defer { sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &before) }
        return try body()
    }
}
