import Glibc

/// Closes descriptors in another process, where nobody waits for it.
///
/// The kernel waits for grace periods when the last descriptor of a perf event or of a link on one is closed, also at the
/// end of a process. So a process that does nothing is started with copies of the descriptors: it ends at once, and what
/// takes long is its end.
enum BackgroundCloser {
    /// Runs without arguments and ends by itself.
    private static let idleProgram = "/bin/true"

    /// Gives the descriptors to a new process; its id, or nil when none could be started and all stays as it was.
    ///
    /// The descriptors stay open here; closing them is quick from then on.
    static func start(holding descriptors: [Int32]) -> Int32? {
        var actions = posix_spawn_file_actions_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in descriptors {
            // A copy onto itself keeps the descriptor open in the new process.
            guard posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor) == 0 else { return nil }
        }
        // Whoever reads this process's output must not wait for the other one to end.
        for descriptor in 0...2 as ClosedRange<Int32> where !descriptors.contains(descriptor) {
            guard posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0) == 0 else {
                return nil
            }
        }
        var process: pid_t = 0
        let started = idleProgram.withCString { path in
            var arguments: [UnsafeMutablePointer<CChar>?] = [UnsafeMutablePointer(mutating: path), nil]
            return posix_spawn(&process, path, &actions, nil, &arguments, nil)
        }
        return started == 0 ? process : nil
    }
}
