import Glibc

// Glibc declares these for GNU sources only, which the module map leaves out.
@_silgen_name("sched_getaffinity")
private func affinity(_ thread: Int32, _ size: Int, _ mask: UnsafeMutablePointer<UInt64>) -> Int32
@_silgen_name("sched_setaffinity")
private func setAffinity(_ thread: Int32, _ size: Int, _ mask: UnsafePointer<UInt64>) -> Int32

enum Processes {
    /// The test's own process id.
    static let own = Int32(getpid())

    /// Runs `body` with the calling thread on CPU 0, so that programs run there find this thread as the current one.
    static func onFirstCPU<Result>(_ body: () throws -> Result) rethrows -> Result {
        // 1,024 CPUs, the kernel's usual limit for this call.
        var before = [UInt64](repeating: 0, count: 16)
        _ = affinity(0, 128, &before)
        var first = [UInt64](repeating: 0, count: 16)
        first[0] = 1
        _ = setAffinity(0, 128, first)
        defer { _ = setAffinity(0, 128, before) }
        return try body()
    }
}
