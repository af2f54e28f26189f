/// Something a kernel may or may not be able to do, found by trying it.
public enum KernelFeature: String, Hashable, Sendable, CaseIterable {
    /// kprobes through perf events exist and may be used.
    case kprobe
    case kprobeMulti
    case uprobe
    /// Uprobe programs attached in one call to many places of a file.
    case uprobeMulti
    /// Attach cookies on raw tracepoint links.
    case rawTracepointCookie
    /// Attach cookies on perf event links: kprobe, uprobe, tracepoint, perf event.
    case perfEventCookie
    case fentry
    /// `bpf_preempt_disable` and `bpf_preempt_enable`.
    case preemptDisable
    /// A tail call made inside a BPF-to-BPF subprogram.
    case tailCallInSubprogram
    case ringBuffer
    case boundedLoop
    /// `bpf_loop`, which the verifier walks once instead of as often as it runs.
    case loopHelper
    /// Storage of the running task that programs of every kind may make, wherever they interrupt the kernel.
    case taskStorage
    case breakpointEvents
    /// `bpf_rdonly_cast`: reading through a kernel address directly, once it has been given a type. Since 6.2.
    case readOnlyCast
    /// kprobe programs may make functions return that allow it (CONFIG_BPF_KPROBE_OVERRIDE).
    case returnOverride
    /// The kernel counts firings it skipped, because the program was running on the CPU already, in `recursion_misses`.
    /// A tracepoint program skipped inside another tracepoint program is counted by no kernel.
    case recursionMisses
}

extension KernelFeature {
    /// What a kernel without which the feature is of no use has as well.
    var prerequisites: [KernelFeature] {
        // At first the kernel took the memory of storage from an allocator that must not be interrupted by itself, which
        // no trial shows. It had stopped doing so when raw tracepoints were given cookies.
        self == .taskStorage ? [.rawTracepointCookie] : []
    }
}

/// The answer to the question for a feature.
public enum FeatureState: Hashable, Sendable {
    case present
    /// Why not, as a sentence without a full stop at its end.
    case absent(reason: String)

    /// Whether the kernel can.
    public var isPresent: Bool { self == .present }
}

/// Answers feature questions: the running kernel, or a fixed set in tests.
public protocol KernelFeatureSource: Sendable {
    /// Whether the kernel can, and if not, why.
    func state(of feature: KernelFeature) -> FeatureState
}

extension KernelFeatureSource {
    /// Whether the kernel can.
    public func has(_ feature: KernelFeature) -> Bool { state(of: feature).isPresent }
}

/// A fixed set of features, for tests and for planning for another machine.
public struct FixedKernelFeatures: KernelFeatureSource {
    /// What is present.
    public var features: Set<KernelFeature>
    /// A kernel with these and no other features.
    public init(_ features: Set<KernelFeature>) { self.features = features }
    /// Present when the set holds it.
    public func state(of feature: KernelFeature) -> FeatureState {
        features.contains(feature) ? .present : .absent(reason: "the feature set leaves out \(feature.rawValue)")
    }
}
