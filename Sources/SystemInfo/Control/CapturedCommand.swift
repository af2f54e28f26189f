import Glibc

/// A command that ran to its end, and what it wrote on standard output; standard error stays ours.
public struct CapturedCommand: Sendable {
    public let output: [UInt8]
    /// The exit status, or 128 and the number of the signal that ended it.
    public let status: Int32

    /// Why a command could not be started, as a sentence.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Runs a program, looked up in `PATH`, with `input` on its standard input, and waits for it.
    public init(running arguments: [String], input: [UInt8] = []) throws(Failure) {
        guard let program = arguments.first else { throw Failure(description: "an empty command cannot be run") }
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Self.failure(program, errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let child = try Self.start(program, arguments, input: input, output: ends[1])
        output = Self.readAll(ends[0])
        status = Self.wait(for: child)
    }

    /// Starts the program; the descriptor for its output is closed here in any case.
    private static func start(
        _ program: String, _ arguments: [String], input: [UInt8], output: CInt
    ) throws(Failure) -> pid_t {
        defer { close(output) }
        let source: ScratchFile
        do { source = try ScratchFile(holding: input) } catch { throw failure(program, error.code) }
        return try spawn(program, arguments, input: source, output: output)
    }

    private static func spawn(
        _ program: String, _ arguments: [String], input: borrowing ScratchFile, output: CInt
    ) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, input.descriptor, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, program, &actions, nil, pointers, environ)
        guard code == 0 else { throw failure(program, code) }
        return child
    }

    private static func readAll(_ descriptor: CInt) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { return bytes }
        }
    }

    private static func wait(for child: pid_t) -> Int32 {
        var state: CInt = 0
        while waitpid(child, &state, 0) < 0 && errno == EINTR {}
        let signal = state & 0x7f
        return signal == 0 ? (state >> 8) & 0xff : 128 + signal
    }

    private static func failure(_ program: String, _ code: CInt) -> Failure {
        Failure(description: "cannot run \(program): \(String(cString: strerror(code)))")
    }
}
