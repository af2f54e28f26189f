extension HostSystem {
    /// Whether the kernel counts, in `recursion_misses` of the program, the firings of tracepoints and kprobes that it skips
    /// because another program of such a kind runs on the CPU.
    ///
    /// It has done so since 6.7. No system call tells; but the counts came together with those in the information on
    /// links, which the kernel's types show.
    public var countsSkippedFirings: Bool {
        guard let types = try? kernelTypes() else { return false }
        return types.type(of: ["kprobe_multi", "missed"], in: "bpf_link_info") != nil
    }
}
