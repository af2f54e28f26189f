import BPF
import Foundation
import Testing

extension KernelSuite {
    /// A stub calls a local function that tail-calls a constant index of a program array; the callee's exit comes back to
    /// the stub, which goes on. This is how clauses are composed.
    @Suite struct TailCallTests {
        static let programs = MapSpec("progs", .progArray, keySize: 4, valueSize: 4, maxEntries: 4)
        static let carriers: [(ProgramType, AttachType)] = [
            (.rawTracepoint, .none), (.tracepoint, .none), (.kprobe, .none), (.kprobe, .traceUprobeMulti),
        ]

        /// Calls every index of the array, counts in `before` and `after`.
        static func stub(_ count: Int32) -> Code {
            var code = Code()
            let done = code.label()
            let functions = (0..<count).map { _ in code.label() }
            code.emit(.mov(.r6, .r1))
            code += Snippet.onlyThisProcess(else: done)
            code += Snippet.increment("before")
            for function in functions { code += [.mov(.r1, .r6), .callLocal(function)] }
            code += Snippet.increment("after")
            code.bind(done)
            code += [.mov(.r0, 0), .exit]
            for (index, function) in functions.enumerated() {
                code.bind(function)
                code += [
                    .loadMap(.r2, "progs"), .mov(.r3, Int32(index)), .call(.tailCall), .mov(.r0, 0), .exit,
                ]
            }
            return code
        }

        static func image(_ weight: Int32) -> Code {
            Code([
                .mov(.r2, weight), .loadMapValue(.r1, "image", offset: 0), .atomic(.add, .double, Address(.r1), .r2),
                .mov(.r0, 0), .exit,
            ])
        }

        /// Fires the stub a hundred times under the carrier.
        func fire(_ stub: borrowing LoadedProgram, _ attachments: inout Attachments) throws {
            let function = try TestFunction.find()
            let point: AttachPoint =
                switch stub.type {
                case .rawTracepoint: .rawTracepoint(name: "sys_enter")
                case .tracepoint: .tracepoint(id: try tracepointID("syscalls/sys_enter_getpid"))
                default:
                    .uprobe(path: function.path, offset: function.offset, isReturn: false, processID: nil, semaphore: 0)
                }
            try attachments.attach(stub, to: [AttachRequest(point, cookie: 0)])
            for _ in 0..<100 {
                callGetpid(1)
                TestFunction.call()
            }
        }

        @Test(arguments: carriers)
        func `comes back from every image`(type: ProgramType, attachType: AttachType) throws {
            let maps = try MapSet([Self.programs, .counters("before"), .counters("after"), .counters("image")])
            let stub = try LoadedProgram(
                ProgramSpec(name: "stub", type: type, expectedAttachType: attachType, code: Self.stub(3)), maps: maps)
            let first = try LoadedProgram(
                ProgramSpec(name: "image1", type: type, expectedAttachType: attachType, code: Self.image(1)), maps: maps
            )
            let second = try LoadedProgram(
                ProgramSpec(name: "image2", type: type, expectedAttachType: attachType, code: Self.image(1000)),
                maps: maps)
            // Index 1 stays empty: the tail call falls through and the function returns by itself.
            try maps.withMap("progs") { map throws(KernelError) in
                try map.setProgram(first, at: 0)
                try map.setProgram(second, at: 2)
            }
            var attachments = Attachments()
            try fire(stub, &attachments)
            attachments.detach()
            let before = try maps.withMap("before") { map throws(KernelError) in try map.word() } ?? 0
            let after = try maps.withMap("after") { map throws(KernelError) in try map.word() } ?? 0
            let image = try maps.withMap("image") { map throws(KernelError) in try map.word() } ?? 0
            #expect(before >= 100)
            #expect(after == before)
            #expect(image == before * 1001)
        }

        @Test func `refuses a program of another carrier`() throws {
            let maps = try MapSet([Self.programs, .counters("image")])
            let owner = try LoadedProgram(
                ProgramSpec(name: "owner", type: .rawTracepoint, code: Self.image(1)), maps: maps)
            let other = try LoadedProgram(ProgramSpec(name: "other", type: .kprobe, code: Self.image(1)), maps: maps)
            try maps.withMap("progs") { map throws(KernelError) in try map.setProgram(owner, at: 0) }
            let error = #expect(throws: KernelError.self) {
                try maps.withMap("progs") { map throws(KernelError) in try map.setProgram(other, at: 1) }
            }
            #expect(
                error?.description.hasPrefix("cannot put the program 'other' into 'progs' at 1: the kernel finds")
                    == true)
        }
    }
}
