public import BPF

/// The machine as providers see it: where its files are and what its kernel can do.
///
/// Tests point the roots at folders of their own.
public struct HostSystem: Sendable {
    /// The mount point of tracefs, or nil when it is not mounted.
    public var tracefs: String?
    /// The mount point of procfs.
    public var procfs: String
    /// The mount point of sysfs.
    public var sysfs: String
    /// The processes named by `-p` and `-c`; USDT and uprobe patterns search what they map.
    public var targetProcesses: [Int]
    /// What the kernel can do.
    public var features: any KernelFeatureSource

    public init(
        tracefs: String?, procfs: String = "/proc", sysfs: String = "/sys", targetProcesses: [Int] = [],
        features: any KernelFeatureSource
    ) {
        self.features = features
        self.tracefs = tracefs
        self.procfs = procfs
        self.sysfs = sysfs
        self.targetProcesses = targetProcesses
    }
}
