import BPF
import ProbeTestSupport
import ProviderAPI
import SystemInfo
import Testing
import TracepointProvider

@Suite struct TracepointProviderTests {
    private func list(_ pattern: ProbePattern, on system: HostSystem) throws -> [any Probe] {
        var probes: [any Probe] = []
        try TracepointProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        return probes
    }

    @Test func `probes are listed by group and event in order`() throws {
        let tracefs = try FakeTracefs()
        try tracefs.add(group: "sched", event: "sched_switch", id: 2)
        try tracefs.add(group: "sched", event: "sched_exit", id: 3)
        try tracefs.add(group: "irq", event: "entry", id: 1)
        #expect(
            try list(ProbePattern(), on: tracefs.system()).map(\.description.description) == [
                "tracepoint:irq::entry", "tracepoint:sched::sched_exit", "tracepoint:sched::sched_switch",
            ])
        #expect(
            try list(ProbePattern(module: "s*", name: "*_e?it"), on: tracefs.system()).map(\.description.name) == [
                "sched_exit"
            ])
        #expect(try list(ProbePattern(function: "f"), on: tracefs.system()).isEmpty)
        #expect(try list(ProbePattern(provider: "syscall"), on: tracefs.system()).isEmpty)
    }

    @Test func `the name that DTrace gives the provider is for those who use it`() throws {
        let tracefs = try FakeTracefs()
        try tracefs.add(group: "sched", event: "sched_switch", id: 2)
        func list(_ pattern: ProbePattern) throws -> [String] {
            var probes: [String] = []
            try TracepointProvider.sdt.forEachProbe(matching: pattern, on: tracefs.system()) {
                probes.append($0.description.description)
            }
            return probes
        }
        #expect(try list(ProbePattern(provider: "sdt")) == ["sdt:sched::sched_switch"])
        #expect(try list(ProbePattern(provider: "s?t", name: "*switch")) == ["sdt:sched::sched_switch"])
        #expect(try list(ProbePattern(name: "sched_switch")) == [])
        #expect(try list(ProbePattern(provider: "*")) == [])
        #expect(try list(ProbePattern(provider: "tracepoint")) == [])
    }

    @Test func `an exact name opens no folder`() throws {
        let tracefs = try FakeTracefs()
        try tracefs.add(group: "sched", event: "sched_switch", id: 2)
        // A listing of these would fail: the folders are files.
        try tracefs.write("", to: tracefs.root + "/events/broken")
        let before = TraceEvents(root: tracefs.root)
        #expect(throws: FileError.self) { try before.events(in: "broken") }
        let exact = ProbePattern(provider: "tracepoint", module: "sched", name: "sched_switch")
        #expect(try list(exact, on: tracefs.system()).count == 1)
        #expect(try list(ProbePattern(module: "sched", name: "nothing"), on: tracefs.system()).isEmpty)
        #expect(try list(ProbePattern(module: "nothing", name: "*"), on: tracefs.system()).isEmpty)
    }

    @Test func `names with slashes reach no other folder`() throws {
        let tracefs = try FakeTracefs()
        try tracefs.add(group: "sched", event: "sched_switch", id: 2)
        #expect(try list(ProbePattern(module: "sched/../sched", name: "sched_switch"), on: tracefs.system()).isEmpty)
        #expect(try list(ProbePattern(module: "..", name: "events"), on: tracefs.system()).isEmpty)
    }

    @Test func `arguments are the fields behind the common ones`() throws {
        let tracefs = try FakeTracefs()
        try tracefs.add(
            group: "g", event: "e", id: 5,
            fields: [
                "char comm[16];\toffset:8;\tsize:16;\tsigned:0;", "pid_t pid;\toffset:24;\tsize:4;\tsigned:1;",
                "__data_loc char[] name;\toffset:28;\tsize:4;\tsigned:0;",
                "__rel_loc u8[] data;\toffset:32;\tsize:4;\tsigned:0;", "u8 mac[6];\toffset:36;\tsize:6;\tsigned:0;",
                "const void __seg_gs * p;\toffset:48;\tsize:8;\tsigned:0;",
                "struct key k;\toffset:56;\tsize:24;\tsigned:0;", "u64 odd;\toffset:83;\tsize:8;\tsigned:0;",
                "const unsigned int flags;\toffset:92;\tsize:4;\tsigned:0;",
            ])
        let probe = try #require(try list(ProbePattern(name: "e"), on: tracefs.system()).first)
        let arguments = try probe.arguments(on: tracefs.system())
        #expect(
            arguments.map { "\($0.index) \($0.type) \($0.name)" } == [
                "0 string comm", "1 pid_t pid", "2 string name", "3 u8 * data", "4 u8 [6] mac", "5 const void * p",
                "6 struct key * k", "7 u64 odd", "8 unsigned int flags",
            ])
        let site = try #require(try probe.sites(for: ContextDemand(arguments: [1]), on: tracefs.system()).first)
        #expect(site.attachPoint == .tracepoint(id: 5))
        #expect(site.context.carrier == .tracepoint)
        #expect(
            site.context.arguments == [
                .fieldAddress(offset: 8), .field(offset: 24, width: .word, signed: true), .dataLocation(offset: 28),
                .relativeDataLocation(offset: 32), .fieldAddress(offset: 36),
                .field(offset: 48, width: .double, signed: false), .fieldAddress(offset: 56),
                .memory(address: .fieldAddress(offset: 83), width: .double, signed: false, space: .kernel),
                .field(offset: 92, width: .word, signed: false),
            ])
    }

    @Test func `pointers of system calls lead to user space`() throws {
        let tracefs = try FakeTracefs()
        try tracefs.add(
            group: "syscalls", event: "sys_enter_openat", id: 6,
            fields: ["const char * filename;\toffset:24;\tsize:8;\tsigned:0;"])
        let probe = try #require(try list(ProbePattern(name: "sys_enter_openat"), on: tracefs.system()).first)
        #expect(
            try probe.arguments(on: tracefs.system()) == [
                ProbeArgument(name: "filename", type: "const char *", index: 0, space: .user)
            ])
    }

    @Test func `events of system calls are served by the raw tracepoints of all calls`() throws {
        let tracefs = try FakeTracefs()
        try tracefs.add(group: "raw_syscalls", event: "sys_enter", id: 1)
        try tracefs.add(group: "raw_syscalls", event: "sys_exit", id: 2)
        let number = "int __syscall_nr;\toffset:8;\tsize:4;\tsigned:1;"
        let text = "__data_loc char[] text;\toffset:24;\tsize:4;\tsigned:0;"
        try tracefs.add(
            group: "syscalls", event: "sys_enter_close", id: 3,
            fields: [number, "unsigned int fd;\toffset:16;\tsize:8;\tsigned:0;"])
        try tracefs.add(
            group: "syscalls", event: "sys_exit_close", id: 4,
            fields: [number, "long ret;\toffset:16;\tsize:8;\tsigned:1;"])
        try tracefs.add(group: "syscalls", event: "sys_enter_chdir", id: 5, fields: [number, number, text])
        try tracefs.add(group: "syscalls", event: "sys_enter_nosuchcall", id: 6, fields: [number])
        let system = tracefs.system()
        func site(_ event: String, _ arguments: Int...) throws -> ProbeSite? {
            try list(ProbePattern(name: Glob(event)), on: system).first?.sites(
                for: ContextDemand(arguments: Set(arguments)), on: system
            ).first
        }
        let entry = try #require(try site("sys_enter_close", 1, 2))
        #expect(entry.attachPoint == .rawTracepoint(name: "sys_enter"))
        #expect(entry.dispatch == Dispatch(selector: .slot(index: 1), key: 3))
        // The registers behind the last argument are none of the event's business.
        let fields = [ArgumentSource.constant(0), SystemCallContext.native.arguments[0], .constant(0)]
        #expect(entry.context.arguments == fields)
        let leaving = try #require(try site("sys_exit_close", 1))
        #expect(leaving.attachPoint == .rawTracepoint(name: "sys_exit"))
        #expect(leaving.context.arguments == [.constant(0), .slot(index: 1)])
        // A text is made by the kernel for the event's record, and a call without a number cannot be told.
        #expect(try site("sys_enter_chdir", 2)?.attachPoint == .tracepoint(id: 5))
        #expect(try site("sys_enter_chdir", 1)?.attachPoint == .rawTracepoint(name: "sys_enter"))
        #expect(try site("sys_enter_nosuchcall")?.attachPoint == .tracepoint(id: 6))
    }

    @Test func `a probe without arguments runs on the raw tracepoint where cookies are`() throws {
        let tracefs = try FakeTracefs()
        try tracefs.add(group: "sched", event: "sched_switch", id: 2)
        try tracefs.add(group: "sched", event: "no_such_tracepoint", id: 3)
        try tracefs.add(group: "kprobes", event: "sched_switch", id: 4)
        try tracefs.write("p:kprobes/sched_switch vfs_read\n", to: tracefs.root + "/dynamic_events")
        let system = tracefs.system([.rawTracepointCookie], sysfs: "/sys")
        func site(_ group: String, _ event: String, _ demand: ContextDemand, _ system: HostSystem) throws -> ProbeSite?
        {
            try list(ProbePattern(module: Glob(group), name: Glob(event)), on: system).first?.sites(
                for: demand, on: system
            )
            .first
        }
        #expect(
            try site("sched", "sched_switch", .nothing, system)
                == ProbeSite(
                    context: ContextLayout(carrier: .rawTracepoint), attachPoint: .rawTracepoint(name: "sched_switch")))
        let onTracepoint = ProbeSite(context: ContextLayout(carrier: .tracepoint), attachPoint: .tracepoint(id: 2))
        #expect(try site("sched", "sched_switch", ContextDemand(registers: true), system) == onTracepoint)
        #expect(try site("sched", "sched_switch", .nothing, tracefs.system(sysfs: "/sys")) == onTracepoint)
        #expect(try site("sched", "no_such_tracepoint", .nothing, system)?.attachPoint == .tracepoint(id: 3))
        #expect(try site("kprobes", "sched_switch", .nothing, system)?.attachPoint == .tracepoint(id: 4))
    }

    @Test func `without tracefs the provider says what to mount`() throws {
        let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([]))
        #expect(
            TracepointProvider().availability(on: system)
                == .unavailable(
                    reason: "tracefs is not mounted; mount it with: mount -t tracefs nodev /sys/kernel/tracing"))
        #expect(try list(ProbePattern(), on: system).isEmpty)
    }
}
