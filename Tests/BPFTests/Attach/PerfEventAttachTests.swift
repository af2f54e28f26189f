import BPF
import Foundation
import Testing

extension KernelSuite {
    @Suite struct PerfEventAttachTests {
        @Test func `counts page faults as the kernel counts them`() throws {
            try checkingDescriptors {
                let maps = try MapSet([.counters("hits")])
                var code = Code()
                code += Snippet.increment("hits")
                code += [.mov(.r0, 0), .exit]
                let program = try LoadedProgram(ProgramSpec(name: "faults", type: .perfEvent, code: code), maps: maps)
                // PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS
                let event = PerfEventAttachPoint(type: 1, config: 2, sampling: .period(1), cpus: .all)
                var attachments = Attachments()
                try attachments.attach(program, to: [AttachRequest(.perfEvent(event), cookie: 11)])
                #expect(attachments.count == Processors.online.count)
                let pages = 500
                let size = pages * Int(sysconf(Int32(_SC_PAGESIZE)))
                let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                let bytes = try #require(memory)
                madvise(bytes, size, 15)  // MADV_NOHUGEPAGE: one fault for each page
                for page in 0..<pages { bytes.storeBytes(of: 1, toByteOffset: page * size / pages, as: UInt8.self) }
                munmap(bytes, size)
                attachments.disable()
                let counted = try attachments.counts()
                let hits = try maps.withMap("hits") { map throws(KernelError) in try map.word() }
                #expect(counted == [EventCount(cookie: 11, count: hits ?? 0)])
                #expect((hits ?? 0) >= UInt64(pages))
                // Nothing more is counted once events are switched off.
                var more = [UInt8](repeating: 1, count: 1 << 20)
                more[1] = 2
                #expect(try attachments.counts() == counted)
                attachments.detach()
            }
        }

        @Test func `samples on one CPU or on all`() throws {
            for (cpus, expected) in [
                (PerfEventAttachPoint.CPUSelection.one, 1), (.all, Processors.online.count),
            ] {
                let maps = try MapSet([.counters("hits")])
                var code = Code()
                code += Snippet.increment("hits")
                code += [.mov(.r0, 0), .exit]
                let program = try LoadedProgram(ProgramSpec(name: "clock", type: .perfEvent, code: code), maps: maps)
                // PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_CLOCK
                let event = PerfEventAttachPoint(type: 1, config: 0, sampling: .frequency(1000), cpus: cpus)
                var attachments = Attachments()
                try attachments.attach(program, to: [AttachRequest(.perfEvent(event), cookie: 0)])
                #expect(attachments.count == expected)
                // A clock fires sooner or later on a CPU that works; it is worked on until it does.
                var hits: UInt64 = 0
                while hits == 0 { hits = try maps.withMap("hits") { map throws(KernelError) in try map.word() } ?? 0 }
            }
        }

        @Test func `explains an event that does not exist`() throws {
            let maps = MapSet()
            let program = try LoadedProgram(
                ProgramSpec(name: "none", type: .perfEvent, code: Code([.mov(.r0, 0), .exit])), maps: maps)
            let event = PerfEventAttachPoint(type: 4242, config: 1, sampling: .period(1), cpus: .one)
            var attachments = Attachments()
            do throws(AttachError) {
                try attachments.attach(program, to: [AttachRequest(.perfEvent(event), cookie: 0)])
                Issue.record("an event of no source was opened")
            } catch {
                #expect(
                    error.description.hasPrefix("cannot open the perf event of type 4242 and configuration 1 on CPU 0:")
                )
            }
        }
    }
}
