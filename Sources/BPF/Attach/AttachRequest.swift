/// One place for a program to be attached to.
public struct AttachRequest: Hashable, Sendable {
    /// The place.
    public var point: AttachPoint
    /// The number `bpf_get_attach_cookie` gives to the program there, 0 for none.
    public var cookie: UInt64

    /// A place and its cookie.
    public init(_ point: AttachPoint, cookie: UInt64) {
        self.point = point
        self.cookie = cookie
    }
}

/// A place the kernel would not attach a program to.
public struct AttachError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The index of the request that failed.
    public var index: Int
    /// The place that failed.
    public var point: AttachPoint
    /// What the kernel said.
    public var cause: KernelError

    /// The cause, which names the program and the place.
    public var description: String { cause.description }
}

extension AttachPoint: CustomStringConvertible {
    /// The place in words, as errors and plans show it.
    public var description: String {
        switch self {
        case .uprobe(let path, let offset, let isReturn, let process, _):
            "\(isReturn ? "the return of the function" : "the instruction") at 0x\(String(offset, radix: 16)) of \(path)"
                + (process.map { " in process \($0)" } ?? "")
        case .kprobe(let symbol, let offset, let isReturn):
            "\(isReturn ? "the return of " : "")the kernel function \(symbol)"
                + (offset == 0 ? "" : "+0x\(String(offset, radix: 16))")
        case .kprobeAddress(let address, let symbol, let isReturn):
            "\(isReturn ? "the return of " : "")the kernel function \(symbol) at 0x\(String(address, radix: 16))"
        case .tracepoint(let id): "the tracepoint with id \(id)"
        case .rawTracepoint(let name): "the raw tracepoint \(name)"
        case .perfEvent(let event): "the perf event of type \(event.type) and configuration \(event.config)"
        case .tracing(let id, let module, let isExit):
            "the \(isExit ? "exit" : "entry") of the kernel function with type id \(id)"
                + (module.isEmpty ? "" : " in module \(module)")
        case .testRun: "a test run"
        }
    }
}
