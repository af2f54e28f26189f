import Glibc

extension CurrentProcess {
    /// Makes the stack of the main thread at least this large, in bytes; to be called on that thread.
    ///
    /// The kernel lets the stack grow up to `RLIMIT_STACK`, which the programs that this one starts inherit. So the limit is
    /// lifted only while the far end is touched: what the stack has grown to, it keeps. Without the right to lift it so far
    /// nothing changes.
    public static func reserveStack(_ bytes: Int) {
        let resource = __rlimit_resource_t(3)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(bytes) else { return }
        var lifted = limit
        lifted.rlim_cur = rlim_t(bytes)
        guard setrlimit(resource, &lifted) == 0 else { return }
        // Some of it is in use already.
        let distance = bytes - bytes / 8
        withUnsafeMutableBytes(of: &lifted) { here in
            here.baseAddress?.advanced(by: -distance).storeBytes(of: 0, as: UInt8.self)
        }
        _ = setrlimit(resource, &limit)
    }
}
