import BPF
import SystemInfo

/// Holds the commands of `-c` while the libraries that they have just loaded come under trace, so that nothing these do
/// goes untraced.
///
/// A program on the function that the dynamic linker calls then stops the process with SIGSTOP and wakes us. We are the
/// parent of these processes and they do not outlive us, so none stays stopped, and no shell sees it. A process under a
/// debugger is not stopped: the debugger would be told.
final class LibraryHold {
    private let maps: MapSet
    private let rings: RingBufferSet
    private let program: LoadedProgram
    private var attachments = Attachments()

    private static let ringMap: MapReference = "hold.rings"

    /// nil when there are no commands with a dynamic linker, or the kernel does not have what is needed: their libraries
    /// are traced a little after they are loaded then, as in other processes.
    init?(_ commands: [Int], on system: HostSystem) {
        let requests = commands.compactMap { Self.request(for: $0, procfs: system.procfs) }
        guard !requests.isEmpty,
            let traced = try? system.kernelTypes().offset(of: "ptrace", in: "task_struct"),
            let offset = Int32(exactly: traced)
        else { return nil }
        do {
            maps = try MapSet([
                MapSpec(
                    Self.ringMap, .arrayOfMaps, keySize: 4, valueSize: 4, maxEntries: Processors.possibleCount,
                    inner: InnerMap(type: .ringBuffer, keySize: 0, valueSize: 0, maxEntries: 4096))
            ])
            rings = try maps.withMap(Self.ringMap) { map throws(KernelError) in try RingBufferSet(perCPUIn: map) }
            program = try LoadedProgram(
                ProgramSpec(
                    name: "hold", type: .kprobe,
                    expectedAttachType: system.features.has(.uprobeMulti) ? .traceUprobeMulti : .none,
                    code: Self.code(tracedAt: offset)), maps: maps)
            try attachments.attach(program, to: requests)
        } catch { return nil }
    }

    /// Readable when a process is being stopped.
    var descriptors: [Int32] { [rings.pollDescriptor] }

    /// The processes that have been stopped since the last time; what they had mapped by then has been told before.
    func takeHeld() -> [Int] {
        var held: [Int] = []
        rings.drainAll { _, record in
            if let id = record.integer(at: 0, as: UInt64.self) { held.append(Int(truncatingIfNeeded: id)) }
        }
        return held
    }

    /// The cookie is the process's id.
    private static func request(for process: Int, procfs: String) -> AttachRequest? {
        guard let linker = try? TargetProcess(id: process, procfs: procfs).dynamicLinker() else { return nil }
        return AttachRequest(
            .uprobe(
                path: linker.path, offset: linker.notice, isReturn: false, processID: process, semaphore: 0),
            cookie: UInt64(process))
    }

    private static let stopSignal: Int32 = 19  // SIGSTOP
    private static let wakesReader: Int32 = 2  // BPF_RB_FORCE_WAKEUP

    /// Unless a debugger traces the task: stops its process, then puts the cookie out.
    private static func code(tracedAt offset: Int32) -> Code {
        var code = Code()
        let done = code.label()
        code += [.mov(.r6, .r1)]
        code += readTracer(at: offset)
        code += [.load(.word, .r1, Address(.fp, -8)), .jump(.notEqual, .r1, 0, done)]
        code += [.mov(.r1, stopSignal), .call(.sendSignal), .jump(.notEqual, .r0, 0, done)]
        code += [.mov(.r1, .r6), .call(.getAttachCookie), .store(.double, Address(.fp, -8), .register(.r0))]
        code += ringOfCPU()
        code += [.jump(.equal, .r0, 0, done), .mov(.r1, .r0)]
        code += address(.r2, -8)
        code += [.mov(.r3, 8), .mov(.r4, wakesReader), .call(.ringbufOutput)]
        code.bind(done)
        code += [.mov(.r0, 0), .exit]
        return code
    }

    /// Puts the task's member `ptrace` on the stack; r0 is 0 when that worked.
    private static func readTracer(at offset: Int32) -> [Instruction] {
        let source: [Instruction] = [
            .call(.getCurrentTask), .mov(.r3, .r0), .alu(.add, .w64, .r3, .immediate(offset)),
        ]
        let clear: [Instruction] = [.mov(.r1, 1), .store(.double, Address(.fp, -8), .register(.r1))]
        return source + clear + address(.r1, -8) + [.mov(.r2, 4), .call(.probeReadKernel)]
    }

    /// The ring of the CPU that runs, in r0; 0 when it has none.
    private static func ringOfCPU() -> [Instruction] {
        let key: [Instruction] = [.call(.getSmpProcessorId), .store(.word, Address(.fp, -12), .register(.r0))]
        return key + address(.r2, -12) + [.loadMap(.r1, ringMap), .call(.mapLookupElem)]
    }

    private static func address(_ register: Register, _ offset: Int32) -> [Instruction] {
        [.mov(register, .fp), .alu(.add, .w64, register, .immediate(offset))]
    }
}
