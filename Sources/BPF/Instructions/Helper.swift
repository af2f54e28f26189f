/// A kernel helper function by its number in `enum bpf_func_id` of `<linux/bpf.h>`; bpf-helpers(7) describes each.
public struct Helper: RawRepresentable, Hashable, Sendable {
    /// The number.
    public let rawValue: Int32
    /// The helper with a number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// `bpf_map_lookup_elem`
    public static let mapLookupElem = Helper(rawValue: 1)
    /// `bpf_map_update_elem`
    public static let mapUpdateElem = Helper(rawValue: 2)
    /// `bpf_map_delete_elem`
    public static let mapDeleteElem = Helper(rawValue: 3)
    /// `bpf_ktime_get_ns`
    public static let ktimeGetNs = Helper(rawValue: 5)
    /// `bpf_get_prandom_u32`
    public static let getPrandomU32 = Helper(rawValue: 7)
    /// `bpf_get_smp_processor_id`
    public static let getSmpProcessorId = Helper(rawValue: 8)
    /// `bpf_tail_call`
    public static let tailCall = Helper(rawValue: 12)
    /// `bpf_get_current_pid_tgid`
    public static let getCurrentPidTgid = Helper(rawValue: 14)
    /// `bpf_get_current_uid_gid`
    public static let getCurrentUidGid = Helper(rawValue: 15)
    /// `bpf_get_current_comm`
    public static let getCurrentComm = Helper(rawValue: 16)
    /// `bpf_perf_event_output`
    public static let perfEventOutput = Helper(rawValue: 25)
    /// `bpf_get_stackid`
    public static let getStackid = Helper(rawValue: 27)
    /// `bpf_get_current_task`
    public static let getCurrentTask = Helper(rawValue: 35)
    /// `bpf_get_numa_node_id`
    public static let getNumaNodeId = Helper(rawValue: 42)
    /// `bpf_perf_event_read_value`
    public static let perfEventReadValue = Helper(rawValue: 55)
    /// `bpf_perf_prog_read_value`
    public static let perfProgReadValue = Helper(rawValue: 56)
    /// `bpf_override_return`
    public static let overrideReturn = Helper(rawValue: 58)
    /// `bpf_get_stack`
    public static let getStack = Helper(rawValue: 67)
    /// `bpf_spin_lock`
    public static let spinLock = Helper(rawValue: 93)
    /// `bpf_send_signal`
    public static let sendSignal = Helper(rawValue: 109)
    /// `bpf_probe_read_user`
    public static let probeReadUser = Helper(rawValue: 112)
    /// `bpf_probe_read_kernel`
    public static let probeReadKernel = Helper(rawValue: 113)
    /// `bpf_probe_read_user_str`
    public static let probeReadUserStr = Helper(rawValue: 114)
    /// `bpf_probe_read_kernel_str`
    public static let probeReadKernelStr = Helper(rawValue: 115)
    /// `bpf_jiffies64`
    public static let jiffies64 = Helper(rawValue: 118)
    /// `bpf_get_ns_current_pid_tgid`
    public static let getNsCurrentPidTgid = Helper(rawValue: 120)
    /// `bpf_ktime_get_boot_ns`
    public static let ktimeGetBootNs = Helper(rawValue: 125)
    /// `bpf_ringbuf_output`
    public static let ringbufOutput = Helper(rawValue: 130)
    /// `bpf_ringbuf_reserve`
    public static let ringbufReserve = Helper(rawValue: 131)
    /// `bpf_ringbuf_submit`
    public static let ringbufSubmit = Helper(rawValue: 132)
    /// `bpf_ringbuf_discard`
    public static let ringbufDiscard = Helper(rawValue: 133)
    /// `bpf_ringbuf_query`
    public static let ringbufQuery = Helper(rawValue: 134)
    /// `bpf_get_task_stack`
    public static let getTaskStack = Helper(rawValue: 141)
    /// `bpf_copy_from_user`
    public static let copyFromUser = Helper(rawValue: 148)
    /// `bpf_task_storage_get`
    public static let taskStorageGet = Helper(rawValue: 156)
    /// `bpf_get_current_task_btf`
    public static let getCurrentTaskBtf = Helper(rawValue: 158)
    /// `bpf_ktime_get_coarse_ns`
    public static let ktimeGetCoarseNs = Helper(rawValue: 160)
    /// `bpf_sys_bpf`
    public static let sysBpf = Helper(rawValue: 166)
    /// `bpf_for_each_map_elem`
    public static let forEachMapElem = Helper(rawValue: 164)
    /// `bpf_get_func_ip`
    public static let getFuncIp = Helper(rawValue: 173)
    /// `bpf_get_attach_cookie`
    public static let getAttachCookie = Helper(rawValue: 174)
    /// `bpf_task_pt_regs`
    public static let taskPtRegs = Helper(rawValue: 175)
    /// `bpf_loop`
    public static let loop = Helper(rawValue: 181)
    /// `bpf_strncmp`
    public static let strncmp = Helper(rawValue: 182)
    /// `bpf_get_func_arg`
    public static let getFuncArg = Helper(rawValue: 183)
    /// `bpf_get_func_ret`
    public static let getFuncRet = Helper(rawValue: 184)
    /// `bpf_map_lookup_percpu_elem`
    public static let mapLookupPercpuElem = Helper(rawValue: 195)
    /// `bpf_ktime_get_tai_ns`
    public static let ktimeGetTaiNs = Helper(rawValue: 208)
}
