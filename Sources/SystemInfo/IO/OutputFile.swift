import Glibc

/// An open file that output is written to.
///
/// Closes the descriptor when it goes, except for the standard streams.
public struct OutputFile: ~Copyable, Sendable {
    private let descriptor: Int32
    private let isOwned: Bool
    /// For messages: the path, `standard output` or `standard error`.
    public let name: String

    private init(descriptor: Int32, isOwned: Bool, name: String) {
        self.descriptor = descriptor
        self.isOwned = isOwned
        self.name = name
    }

    deinit { if isOwned { close(descriptor) } }

    /// The process's standard output.
    public static var standardOutput: OutputFile {
        OutputFile(descriptor: STDOUT_FILENO, isOwned: false, name: "standard output")
    }

    /// The process's standard error.
    public static var standardError: OutputFile {
        OutputFile(descriptor: STDERR_FILENO, isOwned: false, name: "standard error")
    }

    /// Whether people look at it.
    public var isTerminal: Bool { isatty(descriptor) == 1 }

    /// How a file that exists already is treated.
    public enum Mode: Sendable {
        /// Keeps what is there and writes after it, as `-o` and `freopen()` do.
        case append
        /// Empties the file first.
        case truncate
    }

    /// Opens or creates a file for writing, with mode 0666 less the umask.
    public init(path: String, mode: Mode) throws(OutputFileError) {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (mode == .append ? O_APPEND : O_TRUNC)
        var opened: Int32
        repeat { opened = open(path, flags, 0o666) } while opened < 0 && errno == EINTR
        guard opened >= 0 else { throw .failed("open", path, errno) }
        self.init(descriptor: opened, isOwned: true, name: path)
    }

    /// Writes all bytes, however many calls that takes.
    ///
    /// Throws `closedPipe` when the reader of a pipe has gone; `ignoreBrokenPipes()` must have been called once for that.
    public func write(_ bytes: RawSpan) throws(OutputFileError) {
        var offset = 0
        while offset < bytes.byteCount {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if written >= 0 {
                offset += written
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: waitUntilWritable()
            case EPIPE: throw .closedPipe(name)
            default: throw .failed("write", name, errno)
            }
        }
    }

    /// Writes all bytes of an array.
    public func write(_ bytes: [UInt8]) throws(OutputFileError) { try write(bytes.span.bytes) }

    /// Empties the file; what cannot be emptied (a terminal, a pipe) is left as it is.
    public func truncate() throws(OutputFileError) {
        guard ftruncate(descriptor, 0) != 0 else {
            lseek(descriptor, 0, SEEK_SET)
            return
        }
        guard errno == EINVAL else { throw .failed("truncate", name, errno) }
    }

    /// Fills the places of standard streams that are closed, so that no other file gets their numbers: what is written to
    /// them fails.
    public static func holdStandardStreams() {
        for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
            // The lowest free number, which is this one.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Makes writes to a pipe without a reader fail instead of ending the process.
    public static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&request, 1, -1)
    }
}

/// Why output could not be opened or written.
public enum OutputFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reader of the pipe has gone.
    case closedPipe(String)
    /// What was tried, on which file, and the kernel's error number.
    case failed(String, String, Int32)

    public var description: String {
        switch self {
        case .closedPipe(let name): "nobody reads \(name) any more"
        case .failed(let verb, let name, _): "failed to \(verb) \(name): \(reason)"
        }
    }

    /// The cause alone, in the C library's words where they say enough.
    public var reason: String {
        switch self {
        case .failed(_, _, EBADF): "it is closed"
        case .closedPipe: unsafe String(cString: strerror(EPIPE))
        case .failed(_, _, let number): unsafe String(cString: strerror(number))
        }
    }
}
