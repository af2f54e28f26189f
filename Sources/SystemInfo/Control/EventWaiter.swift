import CLaunch
import Glibc
import Synchronization

/// Waits for records, the end of targets, signals to stop, or a point in time: whatever comes first.
///
/// SIGINT, SIGTERM and SIGHUP ask to stop. Another one half a second or more later ends the process at once, with status
/// 0, whatever it is doing: output that nobody reads must not hold it.
public struct EventWaiter: ~Copyable {
    private let signals: CInt
    private let previous: [(number: CInt, action: sigaction)]
    private let previousMask: sigset_t

    /// Catches the signals until the waiter goes away; there can be one at a time.
    public init() {
        signals = eventfd(0, CInt(EFD_CLOEXEC) | CInt(EFD_NONBLOCK))
        firstStop.store(0, ordering: .relaxed)
        stopDescriptor.store(signals, ordering: .relaxed)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = noteStop
        action.sa_flags = SA_RESTART
        var replaced: [(CInt, sigaction)] = []
        var set = sigset_t()
        sigemptyset(&set)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var old = sigaction()
            sigaction(number, &action, &old)
            replaced.append((number, old))
            sigaddset(&set, number)
        }
        previous = replaced
        // Who started this process may have left them blocked.
        var mask = sigset_t()
        pthread_sigmask(SIG_UNBLOCK, &set, &mask)
        previousMask = mask
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
    public func wait(for descriptors: [CInt], milliseconds: Int) -> Wakeup {
        var requests = ([signals] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let ready = poll(&requests, nfds_t(requests.count), CInt(clamping: milliseconds))
        var result: Wakeup = firstStop.load(ordering: .relaxed) == 0 ? [] : .stop
        if ready > 0, requests.dropFirst().contains(where: { $0.revents != 0 }) { result.insert(.input) }
        return result
    }

    deinit {
        var mask = previousMask
        pthread_sigmask(SIG_SETMASK, &mask, nil)
        for (number, action) in previous {
            var action = action
            sigaction(number, &action, nil)
        }
        close(signals)
    }
}

/// When the first signal to stop came, on the monotonic clock; 0 before.
private let firstStop = Atomic<UInt64>(0)
/// What a signal makes readable.
private let stopDescriptor = Atomic<CInt>(-1)
/// A signal this many nanoseconds after the first is a second request: timeout(1) sends the first one twice.
private let patience: UInt64 = 500_000_000

/// Calls only what is allowed in a signal handler (signal-safety(7)).
private func noteStop(_ number: CInt) {
    let now = monotonicNanoseconds()
    let (isFirst, first) = firstStop.compareExchange(expected: 0, desired: now, ordering: .relaxed)
    guard isFirst else {
        if now &- first >= patience { _exit(0) }
        return
    }
    let code = errno
    var one: UInt64 = 1
    _ = write(stopDescriptor.load(ordering: .relaxed), &one, 8)
    errno = code
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
