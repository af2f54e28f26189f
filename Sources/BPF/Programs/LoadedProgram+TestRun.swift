import CLibbpf

extension LoadedProgram {
    /// Runs a raw tracepoint or syscall program once, without anything that fires it.
    ///
    /// `arguments` become the words a raw tracepoint program finds behind r1; `cpu` picks where it runs, nil here.
    /// Returns the program's r0. The kernel cannot run kprobe, tracepoint or perf event programs this way.
    @discardableResult
    public func testRun(arguments: [UInt64] = [], cpu: Int? = nil) throws(KernelError) -> UInt32 {
        var attributes = bpf_attr()
        attributes.test.prog_fd = UInt32(descriptor.rawValue)
        if let cpu {
            attributes.test.flags = UInt32(BPF_F_TEST_RUN_ON_CPU)
            attributes.test.cpu = UInt32(clamping: cpu)
        }
        var failure: ErrorNumber?
        arguments.withUnsafeBytes { context in
            attributes.test.ctx_size_in = UInt32(context.count)
            attributes.test.ctx_in = context.isEmpty ? 0 : UInt64(UInt(bitPattern: context.baseAddress))
            do throws(ErrorNumber) { _ = try KernelCall.bpf(BPF_PROG_TEST_RUN, &attributes) } catch { failure = error }
        }
        if let failure { throw KernelError("run the program '\(name)'", failure) }
        return attributes.test.retval
    }
}
