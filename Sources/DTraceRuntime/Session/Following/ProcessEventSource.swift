import BPF

/// What happens to processes, or why this cannot be known.
final class ProcessEventSource {
    private enum State: ~Copyable {
        case running(ProcessEvents)
        case refused(KernelError)
    }

    private let state: State

    init() {
        do throws(KernelError) { state = .running(try ProcessEvents()) } catch { state = .refused(error) }
    }

    /// Why there are no events; nil when there are.
    var refusal: KernelError? {
        switch state {
        case .running: nil
        case .refused(let error): error
        }
    }

    /// Readable when something has happened.
    var descriptors: [Int32] {
        switch state {
        case .running(let events): events.descriptors
        case .refused: []
        }
    }

    /// Hands out what has happened; returns whether something is missing.
    func drain(_ body: (ProcessEvent) -> Void) -> Bool {
        switch state {
        case .running(let events): events.drain(body)
        case .refused: false
        }
    }
}
