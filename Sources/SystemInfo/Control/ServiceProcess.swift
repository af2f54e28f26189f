import CLaunch
import Glibc

/// A program that answers lines on its standard input with lines on its standard output.
///
/// Nothing it does can hold us: every exchange has a deadline, every line a limit. It is killed, with what it started in
/// its process group, when the value goes.
public struct ServiceProcess: ~Copyable, Sendable {
    private let id: pid_t
    private let input: CInt
    private let output: CInt
    private let errors: CInt
    /// What has come and was not asked for yet.
    private var pending: [UInt8] = []
    /// The end of what it wrote on standard error.
    private var complaint: [UInt8] = []
    private var hasClosedErrors = false
    /// Whether it has ended and was waited for.
    private var hasEnded = false

    /// Starts the program at an absolute path, without arguments and with a short environment of its own.
    public init(starting path: String) throws(ServiceFailure) {
        var ends: [CInt] = [-1, -1, -1]
        let child = CLaunch_serve(path, &ends)
        guard child > 0 else { throw .notStarted(String(cString: strerror(-child))) }
        id = child
        input = ends[0]
        output = ends[1]
        errors = ends[2]
    }

    deinit {
        close(input)
        if !hasEnded {
            kill(-id, SIGKILL)
            kill(id, SIGKILL)
            while waitpid(id, nil, 0) < 0 && errno == EINTR {}
        }
        close(output)
        close(errors)
    }

    /// Sends a line and waits until all of it is taken; `deadline` is a time of the monotonic clock in nanoseconds.
    public mutating func send(_ line: [UInt8], before deadline: UInt64) throws(ServiceFailure) {
        let bytes = line + [UInt8(ascii: "\n")]
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(input, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno == EPIPE || errno == ECONNRESET {
                throw ended()
            } else if errno != EINTR {
                try wait(forRoom: true, before: deadline)
            }
        }
    }

    /// Waits for the next line, which may have `limit` bytes, and gives it without its newline.
    public mutating func receiveLine(limit: Int, before deadline: UInt64) throws(ServiceFailure) -> [UInt8] {
        var searched = 0
        while true {
            if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                guard end <= limit else { throw .tooLong(limit: limit) }
                let line = Array(pending[..<end])
                pending.removeSubrange(...end)
                return line
            }
            searched = pending.count
            guard searched <= limit else { throw .tooLong(limit: limit) }
            if try !readMore() { try wait(forRoom: false, before: deadline) }
        }
    }

    /// Takes what has come, at most 64 KiB; false when nothing has.
    private mutating func readMore() throws(ServiceFailure) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(output, &buffer, buffer.count)
        if count > 0 { pending += buffer[..<count] }
        if count == 0 { throw ended() }
        return count > 0
    }

    private mutating func wait(forRoom: Bool, before deadline: UInt64) throws(ServiceFailure) {
        let now = monotonicNanoseconds()
        guard now < deadline else { throw .silent }
        var requests = [
            pollfd(fd: forRoom ? input : output, events: Int16(forRoom ? POLLOUT : POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        // A closed stream of complaints would be ready for ever.
        let isDeaf = hasClosedErrors
        _ = poll(&requests, isDeaf ? 1 : 2, CInt(clamping: (deadline - now) / 1_000_000 + 1))
        if !isDeaf, requests[1].revents != 0 { readComplaint() }
    }

    /// Keeps the last half kilobyte.
    private mutating func readComplaint() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(errors, &buffer, buffer.count)
        if count == 0 { hasClosedErrors = true }
        guard count > 0 else { return }
        complaint += buffer[..<count]
        complaint = complaint.suffix(512)
    }

    /// How it ended, when it has closed one of its streams: it is given half a second for that, then killed.
    private mutating func ended() -> ServiceFailure {
        var state: CInt = 0
        var waited: pid_t = 0
        for _ in 0..<50 {
            waited = waitpid(id, &state, WNOHANG)
            if waited != 0 { break }
            usleep(10_000)
        }
        for _ in 0..<16 where !hasClosedErrors { readComplaint() }
        let words = String(decoding: complaint, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
        guard waited == id else { return .ended(how: "closed its output", lastWords: words) }
        hasEnded = true
        kill(-id, SIGKILL)
        return .ended(how: Self.text(of: state), lastWords: words)
    }

    private static func text(of state: CInt) -> String {
        let signal = state & 0x7f
        guard signal != 0 else { return "ended with status \((state >> 8) & 0xff)" }
        return "was ended by signal \(signal) (\(strsignal(signal).map { String(cString: $0) } ?? "unknown"))"
    }
}

/// Why a service did not answer.
public enum ServiceFailure: Error, Hashable, Sendable {
    /// It could not be started, for this reason.
    case notStarted(String)
    /// It ended, or closed its output: how, and the last line it wrote on standard error.
    case ended(how: String, lastWords: String)
    /// The time was over.
    case silent
    /// A line was longer than this many bytes.
    case tooLong(limit: Int)
}
