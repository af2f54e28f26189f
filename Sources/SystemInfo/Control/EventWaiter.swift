import CLaunch
import Glibc

/// Waits for records, the end of targets, signals to stop, or a point in time: whatever comes first.
///
/// SIGINT, SIGTERM and SIGHUP are blocked in the process and read here, so that none arrives at a bad moment.
public struct EventWaiter: ~Copyable {
    private let signals: CInt
    private let previousMask: sigset_t
    private var stopRequested = false

    /// Blocks the signals until the waiter goes away; a second one meanwhile would see none.
    public init() {
        var set = sigset_t()
        var previous = sigset_t()
        sigemptyset(&set)
        for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, &previous)
        previousMask = previous
        signals = signalfd(-1, &set, CInt(O_CLOEXEC | O_NONBLOCK))
    }

    /// What ended a wait.
    public struct Wakeup: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// A signal asked to stop, now or before.
        public static let stop = Wakeup(rawValue: 1)
        /// Another descriptor became readable.
        public static let input = Wakeup(rawValue: 2)
    }

    /// Waits until one of the descriptors is readable, a signal arrives, or the time is over.
    public mutating func wait(for descriptors: [CInt], milliseconds: Int) -> Wakeup {
        var requests = ([signals] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let ready = poll(&requests, nfds_t(requests.count), CInt(clamping: milliseconds))
        var result: Wakeup = stopRequested ? .stop : []
        guard ready > 0 else { return result }
        if requests[0].revents != 0 {
            var information = signalfd_siginfo()
            while read(signals, &information, MemoryLayout<signalfd_siginfo>.size) > 0 {}
            stopRequested = true
            result.insert(.stop)
        }
        if requests.dropFirst().contains(where: { $0.revents != 0 }) { result.insert(.input) }
        return result
    }

    deinit {
        close(signals)
        var mask = previousMask
        pthread_sigmask(SIG_SETMASK, &mask, nil)
    }
}

/// The monotonic clock in nanoseconds, the one `timestamp` reads.
public func monotonicNanoseconds() -> UInt64 { nanoseconds(CLOCK_MONOTONIC) }

/// Wall-clock time minus the monotonic clock in nanoseconds: what `walltimestamp` adds to `timestamp`.
public func wallClockOffset() -> Int64 {
    Int64(bitPattern: nanoseconds(CLOCK_REALTIME) &- nanoseconds(CLOCK_MONOTONIC))
}

private func nanoseconds(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
