import BPF
import SystemInfo
import Testing

@Suite struct BTFTests {
    private let system = HostSystem.current(features: FixedKernelFeatures([]))

    @Test func `members of task_struct are found with offsets and types`() throws {
        let types = try system.kernelTypes()
        let id = try #require(types.find("task_struct", kind: .structure))
        guard case .aggregate(let task)? = types.type(id) else {
            Issue.record("task_struct is no struct")
            return
        }
        #expect(!task.isUnion && task.name == "task_struct" && task.bytes == types.size(of: id))
        let pid = try #require(task.members.first { $0.name == "pid" })
        #expect(pid.bitOffset % 32 == 0 && types.cName(of: pid.type) == "pid_t" && types.size(of: pid.type) == 4)
        let comm = try #require(task.members.first { $0.name == "comm" })
        #expect(types.cName(of: comm.type) == "char [16]" && types.size(of: comm.type) == 16)
        let parent = try #require(task.members.first { $0.name == "real_parent" })
        #expect(types.cName(of: parent.type) == "struct task_struct *")
        #expect(task.members.contains { $0.bitWidth == 1 }, "some flags are bit-fields")
    }

    @Test func `a function's parameters have names and C types`() throws {
        let types = try system.kernelTypes()
        let read = try #require(types.prototype(ofFunction: "vfs_read"))
        #expect(read.parameters.map(\.name) == ["file", "buf", "count", "pos"])
        #expect(read.parameters.map { types.cName(of: $0.type) } == ["struct file *", "char *", "size_t", "loff_t *"])
        #expect(types.cName(of: read.returnType) == "ssize_t" && !read.isVariadic)
        #expect(types.prototype(ofFunction: "_printk")?.isVariadic == true)
        #expect(types.prototype(ofFunction: "no_such_function") == nil)
    }

    @Test func `integers, enumerations and aliases are described`() throws {
        let types = try system.kernelTypes()
        let int = try #require(types.find("int", kind: .integer))
        #expect(types.type(int) == .integer(BTFInteger(name: "int", bytes: 4, isSigned: true, isBool: false)))
        let id = try #require(types.find("pid_type", kind: .enumeration))
        guard case .enumeration(let pidType)? = types.type(id) else {
            Issue.record("pid_type is no enumeration")
            return
        }
        #expect(pidType.constants.first == .init(name: "PIDTYPE_PID", value: 0) && pidType.bytes == 4)
        #expect(types.stripped(try #require(types.find("pid_t", kind: .alias))) == types.type(int))
        #expect(types.type(.void) == .void && types.cName(of: .void) == "void")
        #expect(types.type(BTFTypeID(rawValue: .max)) == nil)
    }

    @Test func `raw tracepoints are known by name`() {
        #expect(system.hasRawTracepoint("sched_switch"))
        #expect(!system.hasRawTracepoint("sys_enter_openat"))
    }

    @Test func `the names of raw tracepoints are those of the typedefs that describe them`() throws {
        let types = try system.kernelTypes()
        var names: Set<String> = []
        for id in types.ownTypes {
            if case .alias(let name, _)? = types.type(BTFTypeID(rawValue: UInt32(id))), name.hasPrefix("btf_trace_") {
                names.insert(String(name.dropFirst(10)))
            }
        }
        #expect(names.count > 300)
        #expect(system.rawTracepoints == names)
    }

    @Test func `missing type information is explained`() throws {
        let folder = try FakeFolder(["kernel/btf/vmlinux": "nonsense"])
        let broken = HostSystem(tracefs: nil, sysfs: folder.path, features: FixedKernelFeatures([]))
        #expect(throws: BTFError.self) { try broken.kernelTypes() }
        #expect(broken.kernelTypesHindrance == nil && broken.rawTracepoints == [])
        let absent = HostSystem(tracefs: nil, sysfs: folder.path + "/none", features: FixedKernelFeatures([]))
        #expect(absent.kernelTypesHindrance?.description.hasSuffix("No such file or directory") == true)
        #expect(!broken.hasRawTracepoint("sched_switch"))
    }
}
