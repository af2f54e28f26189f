public import BPF

/// The machine as providers see it: where its files are and what its kernel can do.
///
/// Tests point the roots at folders of their own.
public struct HostSystem: Sendable {
    /// The mount point of tracefs, or nil when it is not mounted.
    public var tracefs: String?
    /// The mount point of debugfs, or nil when it is not mounted.
    public var debugfs: String?
    /// The mount point of procfs.
    public var procfs: String
    /// The mount point of sysfs.
    public var sysfs: String
    /// The processes named by `-p` and `-c`; USDT and uprobe patterns search what they map.
    public var targetProcesses: [Int]
    /// While tracing: the processes that have just started a program or loaded libraries. Patterns are then held against
    /// these alone; nil when all are meant.
    public var changes: [ProcessChange]?
    /// What the kernel can do.
    public var features: any KernelFeatureSource
    /// What was read once and is kept.
    let cache = HostCache()

    public init(
        tracefs: String?, debugfs: String? = nil, procfs: String = "/proc", sysfs: String = "/sys",
        targetProcesses: [Int] = [], features: any KernelFeatureSource
    ) {
        self.features = features
        self.tracefs = tracefs
        self.debugfs = debugfs
        self.procfs = procfs
        self.sysfs = sysfs
        self.targetProcesses = targetProcesses
    }

    /// This machine, with what its kernel answers when it is tried.
    ///
    /// File systems are found in the mount table and never mounted here.
    public static func current(
        targetProcesses: [Int] = [], features: any KernelFeatureSource = KernelFeatures.running,
        procfs: String = "/proc"
    ) -> HostSystem {
        let mounts = try? MountTable(procfs: procfs)
        let debugfs = mounts?.path(ofType: "debugfs")
        return HostSystem(
            tracefs: mounts?.path(ofType: "tracefs") ?? tracefs(below: debugfs), debugfs: debugfs, procfs: procfs,
            targetProcesses: targetProcesses, features: features)
    }

    /// Older set-ups reach tracefs only through a folder of debugfs.
    private static func tracefs(below debugfs: String?) -> String? {
        guard let path = debugfs.map({ $0 + "/tracing" }), SystemFile.exists(path + "/events") else { return nil }
        return path
    }
}
