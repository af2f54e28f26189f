import BPF
import Foundation
import Testing

extension KernelSuite {
    /// Uprobes on a function of the C library that only these tests call.
    @Suite struct UprobeAttachTests {
        /// Attaches to the function by one of the two mechanisms and returns how many of the calls were counted.
        private func count(
            _ attachType: AttachType, isReturn: Bool, processID: Int? = nil, calls: Int
        ) throws -> UInt64? {
            let function = try TestFunction.find()
            let maps = try MapSet([.counters("hits")])
            let program = try LoadedProgram(
                ProgramSpec(
                    name: "uprobe", type: .kprobe, expectedAttachType: attachType, code: Snippet.counting("hits")),
                maps: maps)
            var attachments = Attachments()
            let point = AttachPoint.uprobe(
                path: function.path, offset: function.offset, isReturn: isReturn, processID: processID, semaphore: 0)
            try attachments.attach(program, to: [AttachRequest(point, cookie: 3)])
            TestFunction.call(calls)
            attachments.detach()
            TestFunction.call(5)
            return try maps.withMap("hits") { map throws(KernelError) in try map.word() }
        }

        @Test(arguments: [AttachType.none, .traceUprobeMulti], [false, true])
        func `counts a known number of calls`(attachType: AttachType, isReturn: Bool) throws {
            try checkingDescriptors {
                let hits = try count(attachType, isReturn: isReturn, calls: 200)
                #expect(hits == 200)
            }
        }

        @Test(arguments: [AttachType.none, .traceUprobeMulti])
        func `observes one process or another`(attachType: AttachType) throws {
            #expect(try count(attachType, isReturn: false, processID: Int(getpid()), calls: 20) == 20)
            #expect(try count(attachType, isReturn: false, processID: Int(getppid()), calls: 20) == 0)
        }

        @Test func `gives every place its cookie in one call`() throws {
            let function = try TestFunction.find()
            let maps = try MapSet([.counters("cookies", entries: 1)])
            // Adds the cookie up: entry 1, return 1000.
            let code = Code([
                .call(.getAttachCookie), .loadMapValue(.r1, "cookies", offset: 0),
                .atomic(.add, .double, Address(.r1), .r0), .mov(.r0, 0), .exit,
            ])
            let program = try LoadedProgram(
                ProgramSpec(name: "cookies", type: .kprobe, expectedAttachType: .traceUprobeMulti, code: code),
                maps: maps)
            var attachments = Attachments()
            let requests = [false, true].map { isReturn in
                AttachRequest(
                    .uprobe(
                        path: function.path, offset: function.offset, isReturn: isReturn, processID: Int(getpid()),
                        semaphore: 0), cookie: isReturn ? 1000 : 1)
            }
            try attachments.attach(program, to: requests)
            #expect(attachments.count == 2)
            TestFunction.call(7)
            attachments.detach()
            #expect(try maps.withMap("cookies") { map throws(KernelError) in try map.word() } == 7007)
        }

        @Test(arguments: [AttachType.none, .traceUprobeMulti])
        func `names the place that does not exist`(attachType: AttachType) throws {
            try checkingDescriptors {
                let function = try TestFunction.find()
                let maps = MapSet()
                let program = try LoadedProgram(
                    ProgramSpec(
                        name: "idle", type: .kprobe, expectedAttachType: attachType, code: Code([.mov(.r0, 0), .exit])),
                    maps: maps)
                let offsets = [function.offset, 1 << 40]
                let requests = offsets.map {
                    AttachRequest(
                        .uprobe(path: function.path, offset: $0, isReturn: false, processID: nil, semaphore: 0),
                        cookie: 0)
                }
                var attachments = Attachments()
                do throws(AttachError) {
                    try attachments.attach(program, to: requests)
                    Issue.record("a place behind the end of the file was attached")
                } catch {
                    #expect(error.index == 1)
                    #expect(error.description.contains("at 0x10000000000 of \(function.path)"), "\(error)")
                }
                #expect(attachments.count == 0)
                let tracepoint = [
                    AttachRequest(
                        .uprobe(path: "/no/file", offset: 0, isReturn: false, processID: nil, semaphore: 0), cookie: 0)
                ]
                do throws(AttachError) {
                    try attachments.attach(program, to: tracepoint)
                    Issue.record("a file that does not exist was attached")
                } catch {
                    #expect(error.index == 0)
                    #expect(error.description.hasSuffix("there is no such thing"), "\(error)")
                }
            }
        }

        @Test func `refuses places of another kind in one call`() throws {
            let maps = MapSet()
            let program = try LoadedProgram(
                ProgramSpec(
                    name: "idle", type: .kprobe, expectedAttachType: .traceUprobeMulti,
                    code: Code([.mov(.r0, 0), .exit])), maps: maps)
            var attachments = Attachments()
            do throws(AttachError) {
                try attachments.attach(program, to: [AttachRequest(.rawTracepoint(name: "sys_enter"), cookie: 0)])
                Issue.record("a raw tracepoint went into a batch of uprobes")
            } catch {
                #expect(error.cause.reason == "the program is one for uprobes")
            }
        }
    }
}
