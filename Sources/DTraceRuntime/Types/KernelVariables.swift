/// The types of variables of the kernel, which its BTF leaves out: it describes those only that each processor has its own of.
enum KernelVariables {
    /// By name, as BTF spells types (kernel: the headers that declare them). `T *` is a pointer, `T[n]` an array, `char[]`
    /// one as long as there is room.
    static let types: [String: String] = [
        // <linux/jiffies.h>, <linux/timex.h>, <linux/delay.h>
        "jiffies": "long unsigned int", "jiffies_64": "u64", "tick_usec": "long unsigned int",
        "tick_nsec": "long unsigned int", "loops_per_jiffy": "long unsigned int", "lpj_fine": "long unsigned int",
        // <linux/memblock.h>, <linux/mm.h>, <linux/swap.h>
        "max_pfn": "long unsigned int", "min_low_pfn": "long unsigned int", "max_low_pfn": "long unsigned int",
        "max_mapnr": "long unsigned int", "totalreserve_pages": "long unsigned int", "high_memory": "void *",
        "_totalram_pages": "atomic_long_t", "vm_swappiness": "int", "page_cluster": "int",
        "sysctl_overcommit_memory": "int", "sysctl_overcommit_ratio": "int",
        // <linux/sched/stat.h>, <linux/sched/loadavg.h>, <linux/threads.h>
        "total_forks": "long unsigned int", "nr_threads": "int", "max_threads": "int", "pid_max": "int",
        "avenrun": "long unsigned int[3]", "calc_load_tasks": "atomic_long_t",
        // <linux/cpumask.h>, <asm/tsc.h>
        "nr_cpu_ids": "unsigned int", "cpu_khz": "unsigned int", "tsc_khz": "unsigned int",
        "__cpu_online_mask": "struct cpumask", "__cpu_possible_mask": "struct cpumask",
        "__cpu_present_mask": "struct cpumask", "boot_cpu_data": "struct cpuinfo_x86",
        // <linux/kernel.h>, <linux/panic.h>, <linux/printk.h>, <linux/init.h>
        "system_state": "enum system_states", "panic_timeout": "int", "panic_on_oops": "int",
        "oops_in_progress": "int", "console_printk": "int[4]", "saved_command_line": "char *",
        "boot_command_line": "char[]", "linux_banner": "char[]", "linux_proc_banner": "char[]",
        // The first of their kind: <linux/init_task.h>, <linux/utsname.h>, <net/net_namespace.h> and others
        "init_task": "struct task_struct", "init_mm": "struct mm_struct", "init_cred": "struct cred",
        "init_net": "struct net", "init_uts_ns": "struct uts_namespace", "init_pid_ns": "struct pid_namespace",
        "init_user_ns": "struct user_namespace", "init_nsproxy": "struct nsproxy", "modules": "struct list_head",
        "super_blocks": "struct list_head", "cad_pid": "struct pid *",
    ]
}
