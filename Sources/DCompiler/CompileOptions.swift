public import DLanguage

/// The sizes and facts a program is compiled for.
public struct CompileOptions: Sendable {
    /// The size of D strings in bytes with the terminating zero: one more than `-xstrsize`.
    public var stringSize: Int
    /// Bytes for the keys and values of each aggregation with keys (`-xaggsize`).
    public var aggregationSize: Int
    /// Bytes for the elements of each associative array and thread-local variable (`-xdynvarsize`).
    public var dynamicVariableSize: Int
    /// Bytes of memory for `alloca`, `copyin` and `copyinto` in a clause (`-xscratchsize`).
    public var scratchSize: Int
    /// How many speculations there can be at a time (`-xnspec`).
    public var speculationCount: Int
    /// The most bytes `pcap()` records of a packet (`-xpcapsize`).
    public var packetSize: Int
    /// Whether records are put together in scratch memory and copied with `bpf_perf_event_output`, rather than written where
    /// the reader finds them (`-xrecords=copy`).
    public var copiesRecords: Bool
    /// Where members of kernel structs lie, asked only for the built-in variables that need them; nil refuses those.
    public var kernelOffsets: @Sendable () -> KernelOffsets?
    /// Finds the byte offset of a member that a subroutine needs; nil when the kernel has none or does not describe it.
    public var memberOffset: (@Sendable (KernelMember) -> Int?)?
    /// Finds the 1-based source line of a range of the program; nil leaves every instruction at its clause's line.
    public var lineOf: (@Sendable (SourceRange) -> Int?)?

    /// Whether the kernel has `bpf_loop`, asked only when a clause loops; else loops are unrolled by the verifier, which
    /// limits how many of them fit a clause.
    public var hasLoopHelper: @Sendable () -> Bool
    /// Whether programs may keep thread-local variables in storage of the running task, asked only when there are any;
    /// else they are elements of hash maps.
    public var hasTaskStorage: @Sendable () -> Bool
    /// Whether clauses fire at the probes they have now and at no others, so that those of one probe are known.
    public var knowsAllProbes: Bool
    /// Whose numbers processes and threads have in scripts; nil for the kernel's own, those of the initial namespace.
    public var processNamespace: ProcessNamespace?

    public init(
        stringSize: Int = 257, aggregationSize: Int = 4 << 20, dynamicVariableSize: Int = 1 << 20,
        scratchSize: Int = 264, speculationCount: Int = 1, packetSize: Int = 1514,
        copiesRecords: Bool = false,
        kernelOffsets: @escaping @Sendable () -> KernelOffsets? = { nil },
        memberOffset: (@Sendable (KernelMember) -> Int?)? = nil,
        lineOf: (@Sendable (SourceRange) -> Int?)? = nil,
        hasLoopHelper: @escaping @Sendable () -> Bool = { true },
        hasTaskStorage: @escaping @Sendable () -> Bool = { false },
        knowsAllProbes: Bool = true,
        processNamespace: ProcessNamespace? = nil
    ) {
        self.knowsAllProbes = knowsAllProbes
        self.processNamespace = processNamespace
        self.stringSize = stringSize
        self.aggregationSize = aggregationSize
        self.dynamicVariableSize = dynamicVariableSize
        self.scratchSize = scratchSize
        self.speculationCount = speculationCount
        self.packetSize = packetSize
        self.copiesRecords = copiesRecords
        self.kernelOffsets = kernelOffsets
        self.memberOffset = memberOffset
        self.lineOf = lineOf
        self.hasLoopHelper = hasLoopHelper
        self.hasTaskStorage = hasTaskStorage
    }
}

/// A process id namespace, as `bpf_get_ns_current_pid_tgid` names it: the device and the number of its file in nsfs.
public struct ProcessNamespace: Hashable, Sendable {
    public var device: UInt64
    public var number: UInt64

    public init(device: UInt64, number: UInt64) {
        self.device = device
        self.number = number
    }
}

/// A member of a kernel struct that subroutines read; the raw value is `struct.member`.
public enum KernelMember: String, Hashable, Sendable, CaseIterable {
    /// A word: the owning task, with flags in its low bits.
    case mutexOwner = "mutex.owner"
    case lockCount = "qrwlock.cnts"
    case semaphoreCount = "rw_semaphore.count"
    case semaphoreOwner = "rw_semaphore.owner"
    case packetLength = "sk_buff.len"
    /// How many of them do not lie behind `data` in one piece.
    case packetRest = "sk_buff.data_len"
    case packetData = "sk_buff.data"
    case taskFiles = "task_struct.fs"
    case filesRoot = "fs_struct.root"
    case pathMount = "path.mnt"
    case pathEntry = "path.dentry"
    /// Where `struct vfsmount` lies in `struct mount`.
    case mountPoint = "mount.mnt"
    case mountParent = "mount.mnt_parent"
    case mountEntry = "mount.mnt_mountpoint"
    case mountRoot = "vfsmount.mnt_root"
    case entryParent = "dentry.d_parent"
    case entryName = "dentry.d_name"
    case nameText = "qstr.name"
    case nameLength = "qstr.len"
}

/// Byte offsets of the members of `struct task_struct` that built-in variables read, from the running kernel's BTF.
public struct KernelOffsets: Hashable, Sendable {
    /// `real_parent`, for `ppid` and `progenyof`.
    public var taskRealParent: Int
    /// `tgid`, for `ppid`, `progenyof`, and `pid` beside `execname`.
    public var taskThreadGroupID: Int
    /// `pid`, for `tid` beside `execname`.
    public var taskThreadID: Int
    /// `comm`, for `execname`.
    public var taskCommand: Int
    /// `se.sum_exec_runtime`, for `vtimestamp`.
    public var taskRunTime: Int

    public init(taskRealParent: Int, taskThreadGroupID: Int, taskThreadID: Int, taskCommand: Int, taskRunTime: Int) {
        self.taskRealParent = taskRealParent
        self.taskThreadGroupID = taskThreadGroupID
        self.taskThreadID = taskThreadID
        self.taskCommand = taskCommand
        self.taskRunTime = taskRunTime
    }
}

/// A well-typed program that cannot be carried out, explained: what was asked, what is wrong, what to do.
public struct CompileError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
    /// The 1-based source line of the clause.
    public var line: Int

    public init(_ description: String, line: Int = 0) {
        self.description = description
        self.line = line
    }
}
