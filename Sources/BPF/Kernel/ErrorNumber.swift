import Glibc

/// A system error number, kept out of what people read.
struct ErrorNumber: Error, Hashable, Sendable {
    let rawValue: Int32

    init(_ rawValue: Int32) { self.rawValue = rawValue }

    /// What the last failed call on this thread left.
    static var last: ErrorNumber { ErrorNumber(errno) }

    static let permission = ErrorNumber(EPERM)
    static let access = ErrorNumber(EACCES)
    static let missing = ErrorNumber(ENOENT)
    static let invalid = ErrorNumber(EINVAL)
    static let noSpace = ErrorNumber(ENOSPC)
    static let tryAgain = ErrorNumber(EAGAIN)
    static let interrupted = ErrorNumber(EINTR)
    static let tooBig = ErrorNumber(E2BIG)
    /// The kernel's internal ENOTSUPP, which leaks out of some BPF commands.
    static let notSupported = ErrorNumber(524)
    static let unsupportedOperation = ErrorNumber(EOPNOTSUPP)
    static let noProcess = ErrorNumber(ESRCH)
    static let badDescriptor = ErrorNumber(EBADF)
    static let exists = ErrorNumber(EEXIST)

    /// Whether the system or this process has too little of something: nothing is wrong with what was asked.
    var isScarcity: Bool { [EMFILE, ENFILE, ENOMEM].contains(rawValue) }

    /// What the kernel said, as the end of a sentence.
    var meaning: String {
        switch rawValue {
        case EPERM: "the kernel does not permit it"
        case EACCES: "the kernel denies access"
        case ENOENT: "there is no such thing"
        case EINVAL: "the kernel finds the request invalid"
        case ENOSPC: "there is no space left"
        case E2BIG: "it is too big, or newer than this kernel"
        case EEXIST: "it exists already"
        case ENOMEM: "there is not enough memory"
        case EMFILE: "this process has too many open files; raise the limit with 'ulimit -n'"
        case ENFILE: "the system has too many open files"
        case EBUSY: "it is in use by somebody else"
        case ENOSYS: "this kernel was built without it"
        case EOPNOTSUPP, 524: "this kernel or processor does not support it"
        case ENODEV: "this machine has no such device"
        case ESRCH: "there is no such process"
        case ENOTDIR, EISDIR: "the path names the wrong kind of file"
        case EAGAIN: "the kernel was busy"
        case EINTR: "it was interrupted"
        case EBADF: "the descriptor is not open"
        default: String(cString: strerror(rawValue)).lowercased()
        }
    }
}
