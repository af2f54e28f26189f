import BPF
import ProbeTestSupport
import ProviderAPI
import SystemInfo
import Testing

@testable import RawTracepointProvider

/// On the running kernel's own tracepoints: their types cannot be made up.
@Suite struct RawTracepointProviderTests {
    private let system = HostSystem.current()

    private func list(_ pattern: ProbePattern) throws -> [any Probe] {
        var probes: [any Probe] = []
        try RawTracepointProvider().forEachProbe(matching: pattern, on: system) { probes.append($0) }
        return probes
    }

    private func probe(_ group: Glob, _ name: Glob) throws -> any Probe {
        try #require(try list(ProbePattern(module: group, name: name)).first)
    }

    @Test func `every tracepoint of a group is found, by itself too`() throws {
        let group = try list(ProbePattern(module: "sched")).map(\.description)
        #expect(group.contains(ProbeDescription("rawtp", "sched", "", "sched_switch")))
        #expect(group.contains(ProbeDescription("rawtp", "sched", "", "sched_process_exec")))
        #expect(Set(group).count == group.count)
        for name in group {
            let exact = ProbePattern(provider: "rawtp", module: Glob(name.module), name: Glob(name.name))
            #expect(try list(exact).map(\.description) == [name])
        }
        #expect(try list(ProbePattern(module: "sched", function: "f")).isEmpty)
        #expect(try list(ProbePattern(module: "no_such_group")).isEmpty)
    }

    @Test func `system call events are no tracepoints of their own`() throws {
        #expect(try list(ProbePattern(module: "syscalls")).isEmpty)
        #expect(try list(ProbePattern(name: "sys_enter")).map(\.description.module) == ["raw_syscalls"])
    }

    @Test func `tracepoints without an event have no group`() throws {
        #expect(
            try list(ProbePattern(name: "pelt_cfs_tp")).map(\.description) == [
                ProbeDescription("rawtp", "", "", "pelt_cfs_tp")
            ])
        #expect(try list(ProbePattern(module: "sched", name: "pelt_cfs_tp")).isEmpty)
        let all = try list(ProbePattern()).map(\.description)
        #expect(all.contains { $0.module.isEmpty })
        #expect(Set(all).count == all.count)
    }

    @Test func `arguments have the types and names of the kernel's own information`() throws {
        let arguments = try probe("sched", "sched_switch").arguments(on: system)
        #expect(
            arguments.map { "\($0.index) \($0.type) \($0.name)" } == [
                "0 bool preempt", "1 struct task_struct * prev", "2 struct task_struct * next",
                "3 unsigned int prev_state",
            ])
        #expect(arguments.allSatisfy { $0.space == .kernel })
    }

    @Test func `arguments come from the words of the context, as many as there are`() throws {
        let used = try probe("sched", "sched_switch").sites(for: ContextDemand(arguments: [2]), on: system)
        #expect(used.map(\.attachPoint) == [.rawTracepoint(name: "sched_switch")])
        #expect(used[0].context.arguments == (0..<4).map { .slot(index: $0) })
        // Without a use for them all tracepoints share a layout.
        let unused = try probe("sched", "sched_switch").sites(for: .nothing, on: system)
        #expect(unused[0].context == (try probe("sched", "sched_wakeup").sites(for: .nothing, on: system)[0].context))
    }

    @Test func `without tracefs a tracepoint named in full is found`() throws {
        let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([]))
        func names(_ pattern: ProbePattern) throws -> [String] {
            var names: [String] = []
            try RawTracepointProvider().forEachProbe(matching: pattern, on: system) {
                names.append("\($0.description)")
            }
            return names
        }
        #expect(try names(ProbePattern(module: "sched", name: "sched_switch")) == ["rawtp:sched::sched_switch"])
        #expect(try names(ProbePattern(name: "sched_switch")) == ["rawtp:::sched_switch"])
        #expect(try names(ProbePattern(module: "sched")).isEmpty)
        #expect(try names(ProbePattern(module: "sched", name: "no_such_event")).isEmpty)
        #expect(try names(ProbePattern()).count == system.rawTracepoints.count)
    }

    @Test func `a kernel without type information has none, and says so`() throws {
        let system = HostSystem(tracefs: nil, sysfs: "/nowhere", features: FixedKernelFeatures([]))
        guard case .unavailable(let reason) = RawTracepointProvider().availability(on: system) else {
            Issue.record("available without type information")
            return
        }
        #expect(reason.contains("CONFIG_DEBUG_INFO_BTF"))
        #expect(RawTracepointProvider().availability(on: self.system) == .available)
    }
}
