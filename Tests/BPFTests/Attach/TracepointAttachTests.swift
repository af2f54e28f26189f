import BPF
import Foundation
import Testing

/// The number of getpid on this machine.
#if arch(x86_64)
    let getpidNumber: Int32 = 39
#else
    let getpidNumber: Int32 = 172
#endif

func callGetpid(_ times: Int) {
    for _ in 0..<times { _ = syscall(Int(getpidNumber)) }
}

/// syscall(2) with no arguments; Swift cannot call C functions of variable arguments.
@_silgen_name("syscall") func syscall(_ number: Int) -> Int

extension KernelSuite {
    @Suite struct TracepointAttachTests {
        @Test func `counts a known number of calls through a raw tracepoint`() throws {
            try checkingDescriptors {
                let maps = try MapSet([.counters("hits")])
                let code = Snippet.counting("hits", whereWordAt: 8, is: getpidNumber)
                let program = try LoadedProgram(
                    ProgramSpec(name: "sys_enter", type: .rawTracepoint, code: code), maps: maps)
                var attachments = Attachments()
                try attachments.attach(program, to: [AttachRequest(.rawTracepoint(name: "sys_enter"), cookie: 0)])
                callGetpid(1000)
                attachments.detach()
                callGetpid(10)
                #expect(attachments.count == 0)
                #expect(try maps.withMap("hits") { map throws(KernelError) in try map.word() } == 1000)
            }
        }

        @Test func `counts a known number of calls through a tracepoint`() throws {
            try checkingDescriptors {
                let id = try tracepointID("syscalls/sys_enter_getpid")
                let maps = try MapSet([.counters("hits")])
                let program = try LoadedProgram(
                    ProgramSpec(name: "getpid", type: .tracepoint, code: Snippet.counting("hits")), maps: maps)
                var attachments = Attachments()
                try attachments.attach(program, to: [AttachRequest(.tracepoint(id: id), cookie: 7)])
                callGetpid(1000)
                attachments.detach()
                callGetpid(10)
                #expect(try maps.withMap("hits") { map throws(KernelError) in try map.word() } == 1000)
            }
        }

        @Test func `gives the cookie of the place to the program`() throws {
            let id = try tracepointID("syscalls/sys_enter_getpid")
            let maps = try MapSet([.counters("cookie")])
            for type in [ProgramType.tracepoint, .rawTracepoint] {
                var code = Code()
                let done = code.label()
                code.emit(.mov(.r6, .r1))
                code += Snippet.onlyThisProcess(else: done)
                code += [
                    .mov(.r1, .r6), .call(.getAttachCookie), .loadMapValue(.r1, "cookie", offset: 0),
                    .store(.double, Address(.r1), .register(.r0)),
                ]
                code.bind(done)
                code += [.mov(.r0, 0), .exit]
                let program = try LoadedProgram(ProgramSpec(name: "cookie", type: type, code: code), maps: maps)
                let cookie = 0x1234_5678_9abc_def0 + UInt64(type.rawValue)
                let point = type == .tracepoint ? AttachPoint.tracepoint(id: id) : .rawTracepoint(name: "sys_enter")
                var attachments = Attachments()
                try attachments.attach(program, to: [AttachRequest(point, cookie: cookie)])
                callGetpid(1)
                attachments.detach()
                #expect(try maps.withMap("cookie") { map throws(KernelError) in try map.word() } == cookie)
            }
        }

        @Test func `leaves slow detaching to a process that ends by itself`() throws {
            try checkingDescriptors {
                let events = ["getpid", "getppid", "getuid", "getgid"]
                let ids = try events.map { try tracepointID("syscalls/sys_enter_\($0)") }
                let maps = try MapSet([.counters("hits")])
                let program = try LoadedProgram(
                    ProgramSpec(name: "slow", type: .tracepoint, code: Snippet.counting("hits")), maps: maps)
                var attachments = Attachments()
                try attachments.attach(program, to: ids.map { AttachRequest(.tracepoint(id: $0), cookie: 0) })
                callGetpid(3)
                let process = attachments.detachInBackground()
                #expect(attachments.count == 0)
                var status: Int32 = 0
                let helper = try #require(process)
                #expect(waitpid(helper, &status, 0) == helper)
                #expect(status == 0)
                let hits = try maps.withMap("hits") { map throws(KernelError) in try map.word() } ?? 0
                callGetpid(10)
                #expect(hits >= 3)
                #expect(try maps.withMap("hits") { map throws(KernelError) in try map.word() } == hits)
                #expect(attachments.detachInBackground() == nil)
            }
        }

        @Test func `attaches nothing when one place fails, and names it`() throws {
            try checkingDescriptors {
                let maps = try MapSet([.counters("hits")])
                let program = try LoadedProgram(
                    ProgramSpec(name: "none", type: .rawTracepoint, code: Snippet.counting("hits")), maps: maps)
                var attachments = Attachments()
                let names = ["sys_enter", "sys_exit", "no_such_event"]
                let requests = names.map { AttachRequest(.rawTracepoint(name: $0), cookie: 0) }
                do throws(AttachError) {
                    try attachments.attach(program, to: requests)
                    Issue.record("an event that does not exist was attached")
                } catch {
                    #expect(error.index == 2)
                    #expect(
                        error.description
                            == "cannot attach the program 'none' to the raw tracepoint no_such_event: there is no such thing"
                    )
                }
                #expect(attachments.count == 0)
            }
        }

        @Test func `explains a program that reads past the event`() throws {
            let id = try tracepointID("sched/sched_switch")
            let maps = MapSet()
            let code = Code([.load(.double, .r0, Address(.r1, 2048)), .mov(.r0, 0), .exit])
            let program = try LoadedProgram(ProgramSpec(name: "past", type: .tracepoint, code: code), maps: maps)
            var attachments = Attachments()
            do throws(AttachError) {
                try attachments.attach(program, to: [AttachRequest(.tracepoint(id: id), cookie: 0)])
                Issue.record("the kernel took a read past the event")
            } catch {
                #expect(error.description.contains("reads past the last field"))
            }
        }
    }
}

/// The number of a tracepoint, from tracefs.
func tracepointID(_ path: String) throws -> Int {
    let text = try String(contentsOfFile: "/sys/kernel/tracing/events/\(path)/id", encoding: .utf8)
    return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
}
