import Glibc

/// A function that runs on a thread of its own, or at once when there is none to be had.
final class BackgroundCall {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private var thread: pthread_t?

    init(_ body: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let error = pthread_create(
            &thread, nil,
            { work in
                if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        if error == 0 {
            self.thread = thread
        } else {
            work.takeRetainedValue().body()
        }
    }

    /// Returns when the function has.
    func wait() {
        guard let running = thread else { return }
        pthread_join(running, nil)
        thread = nil
    }

    deinit { wait() }
}
