import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// The kernel keeps nothing of us, however we end.
    struct CleanupTests {
        /// A session with programs of every carrier on raw tracepoints, perf events and uprobe.multi, and a held target.
        private func start(in folder: TemporaryFolder) throws -> RunningCommand {
            try Live.start(
                "-qn", "BEGIN { printf(\"on\\n\"); }", "-n", "tracepoint:sched::sched_switch { @[args[0]] = count(); }",
                "-n", "tracepoint:sched::sched_wakeup { @r = count(); }", "-n", "profile-97 { @p = count(); }",
                "-n", "uprobe:\(Live.workload("call-workload")):workload_*:entry { @u[probefunc] = count(); }",
                "-n", "usdt:\(Live.workload("usdt-workload")):workload:none { @s = count(); }",
                "-c", "sleep 1000", in: folder)
        }

        /// Kills a session and checks that nothing of it is left.
        private func kill(_ running: RunningCommand) throws -> Set<String> {
            let id = running.processIdentifier
            running.send(SIGSTOP)
            let held = KernelObjects.held(by: id)
            let children = KernelObjects.children(of: id)
            running.send(SIGKILL)
            #expect(try running.finish(timeout: 30).status == 128 + SIGKILL)
            #expect(try KernelObjects.left(of: held) == [])
            #expect(KernelObjects.eventually { !children.contains(where: KernelObjects.isAlive) }, "\(children)")
            return held
        }

        private var uprobeEvents: String {
            (try? String(contentsOfFile: "/sys/kernel/tracing/uprobe_events", encoding: .utf8)) ?? ""
        }

        @Test func `a killed session leaves no program, map, link, event or target`() throws {
            let before = uprobeEvents
            let folder = try TemporaryFolder()
            let running = try start(in: folder)
            #expect(running.wait { $0.output.contains("on\n") }, "\(running.errors)")
            let children = KernelObjects.children(of: running.processIdentifier)
            #expect(children.count == 1)
            #expect(KernelObjects.perfEvents(of: running.processIdentifier) > 1)
            let held = try kill(running)
            for kind in ["prog", "map", "link"] { #expect(held.contains { $0.hasPrefix(kind) }, "\(kind)") }
            #expect(uprobeEvents == before)
        }

        @Test func `a session killed at any moment leaves nothing`() throws {
            let before = uprobeEvents
            // From before main() until all is attached and the target runs.
            for delay in [5, 15, 25, 35, 45, 60, 80, 100, 140, 200] {
                let folder = try TemporaryFolder()
                let running = try start(in: folder)
                usleep(UInt32(delay * 1000))
                _ = try kill(running)
            }
            #expect(uprobeEvents == before)
        }

        @Test func `detaching what is slow is left to a process that ends`() throws {
            let folder = try TemporaryFolder()
            let running = try Live.start(
                "-qn", "tracepoint:block::block_rq_* { @[args[0]] = count(); }",
                "-n", "tick-10ms { printf(\"on\\n\"); }", "-n", "END { printf(\"end\\n\"); }", in: folder)
            #expect(running.wait { $0.output.contains("on\n") }, "\(running.errors)")
            let held = KernelObjects.held(by: running.processIdentifier)
            #expect(KernelObjects.perfEvents(of: running.processIdentifier) > 2)
            running.send(SIGINT)
            let result = try running.finish(timeout: 30)
            #expect(result.status == 0)
            #expect(result.output.contains("end\n"))
            // What could still run or fire.
            let active = held.filter { !$0.hasPrefix("map") }
            #expect(try KernelObjects.left(of: active) == [])
        }
    }
}
