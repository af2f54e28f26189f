import CLibbpf
import Glibc

/// Closes descriptors in another process, where nobody waits for it.
///
/// The kernel waits for grace periods when the last descriptor of a perf event or of a link on one is closed, also at the
/// end of a process. So another process gets copies of the descriptors and lives until this one has closed its own:
/// then the other one's are the last, and what takes long is its end.
struct BackgroundCloser: ~Copyable {
    /// The id of the other process.
    let process: Int32
    /// The other process ends when this, the writing end of its standard input, is closed.
    private let lifeline: FileDescriptor

    /// Reads its standard input to the end and does nothing else.
    private static let idleProgram = "/bin/cat"

    /// Gives the descriptors to a new process; nil when none could be started and all stays as it was.
    static func start(holding descriptors: [Int32]) -> BackgroundCloser? {
        var ends: [Int32] = [-1, -1]
        guard clibbpf_pipe(&ends, O_CLOEXEC) == 0 else { return nil }
        let input = FileDescriptor(ends[0])
        let lifeline = FileDescriptor(ends[1])
        guard let process = spawn(holding: descriptors, input: input.rawValue) else { return nil }
        return BackgroundCloser(process: process, lifeline: lifeline)
    }

    private init(process: Int32, lifeline: consuming FileDescriptor) {
        self.process = process
        self.lifeline = lifeline
    }

    private static func spawn(holding descriptors: [Int32], input: Int32) -> Int32? {
        var actions = posix_spawn_file_actions_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in descriptors {
            // A copy onto itself keeps the descriptor open in the new process.
            guard posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor) == 0 else { return nil }
        }
        // Whoever reads this process's output must not wait for the other one to end.
        guard posix_spawn_file_actions_adddup2(&actions, input, 0) == 0,
            posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) == 0,
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) == 0
        else { return nil }
        var process: pid_t = 0
        let started = idleProgram.withCString { path in
            var arguments: [UnsafeMutablePointer<CChar>?] = [UnsafeMutablePointer(mutating: path), nil]
            return posix_spawn(&process, path, &actions, nil, &arguments, nil)
        }
        return started == 0 ? process : nil
    }
}
