import CLibbpf

/// Trials of what programs and maps may be.
extension FeatureTrial {
    static func preemptDisable() -> FeatureState {
        guard KernelBTF.running.functionID(named: "bpf_preempt_disable") != nil else {
            return .absent(reason: "this kernel has no function with which programs switch preemption off")
        }
        var spec = idle(.kprobe)
        spec.code = Code()
        spec.code += [
            .callKernel("bpf_preempt_disable"), .callKernel("bpf_preempt_enable"), .mov(.r0, 0), .exit,
        ]
        return trying { _ = try LoadedProgram(spec, maps: MapSet()) }
    }

    static func readOnlyCast() -> FeatureState {
        guard KernelBTF.running.functionID(named: "bpf_rdonly_cast") != nil,
            let type = KernelBTF.running.structureID(named: "pt_regs")
        else { return .absent(reason: "this kernel has no function that gives addresses a type") }
        var spec = idle(.rawTracepoint)
        spec.code = Code()
        spec.code += [
            .load(.double, .r1, Address(.r1)), .mov(.r2, Int32(bitPattern: type)), .callKernel("bpf_rdonly_cast"),
            .load(.double, .r1, Address(.r0)), .mov(.r0, 0), .exit,
        ]
        return trying { _ = try LoadedProgram(spec, maps: MapSet()) }
    }

    static func tailCallInSubprogram() -> FeatureState {
        var spec = idle(.rawTracepoint)
        spec.code = Code()
        let function = spec.code.label()
        spec.code += [.callLocal(function), .mov(.r0, 0), .exit]
        spec.code.bind(function)
        spec.code += [.loadMap(.r2, "progs"), .mov(.r3, 0), .call(.tailCall), .mov(.r0, 0), .exit]
        let programs = MapSpec("progs", .progArray, keySize: 4, valueSize: 4, maxEntries: 1)
        return trying { _ = try LoadedProgram(spec, maps: try MapSet([programs])) }
    }

    static func ringBuffer() -> FeatureState {
        trying { _ = try BPFMap(MapSpec("ring", .ringBuffer, keySize: 0, valueSize: 0, maxEntries: 1 << 16)) }
    }

    static func boundedLoop() -> FeatureState {
        var spec = idle(.rawTracepoint)
        spec.code = Code()
        let again = spec.code.label()
        spec.code.emit(.mov(.r0, 0))
        spec.code.bind(again)
        spec.code += [.add(.r0, 1), .jump(.less, .r0, 10, again), .mov(.r0, 0), .exit]
        return trying { _ = try LoadedProgram(spec, maps: MapSet()) }
    }

    static func loopHelper() -> FeatureState {
        var spec = idle(.rawTracepoint)
        spec.code = Code()
        let body = spec.code.label()
        spec.code += [
            .mov(.r1, 1), .loadFunction(.r2, body), .mov(.r3, 0), .mov(.r4, 0), .call(.loop), .mov(.r0, 0), .exit,
            .bind(body), .mov(.r0, 0), .exit,
        ]
        return trying { _ = try LoadedProgram(spec, maps: MapSet()) }
    }

    static func taskStorage() -> FeatureState {
        var spec = idle(.perfEvent)
        spec.code = Code()
        spec.code += [
            .call(.getCurrentTaskBtf), .loadMap(.r1, "storage"), .mov(.r2, .r0), .mov(.r3, 0), .mov(.r4, 1),
            .call(.taskStorageGet), .mov(.r0, 0), .exit,
        ]
        let storage = MapSpec(
            "storage", .taskStorage, keySize: 4, valueSize: 8, maxEntries: 0, flags: .noPreallocation)
        return trying { _ = try LoadedProgram(spec, maps: try MapSet([storage])) }
    }

    static func returnOverride() -> FeatureState {
        var spec = idle(.kprobe)
        spec.code = Code()
        spec.code += [.mov(.r2, 0), .call(.overrideReturn), .mov(.r0, 0), .exit]
        return trying { _ = try LoadedProgram(spec, maps: MapSet()) }
    }

    /// Makes a firing that must be skipped, and looks whether it was counted.
    ///
    /// A program on the raw tracepoint of page faults faults itself, by a read that fails; its second firing is skipped.
    /// The first one is caused in the same way by a test run.
    static func recursionMisses() -> FeatureState {
        var spec = idle(.rawTracepoint)
        spec.code = Code()
        spec.code += [
            .mov(.r1, .fp), .add(.r1, -8), .mov(.r2, 8), .mov(.r3, 8), .call(.probeReadUser), .mov(.r0, 0), .exit,
        ]
        var misses: UInt64 = 0
        let state = trying {
            let outer = try LoadedProgram(spec, maps: MapSet())
            let inner = try LoadedProgram(spec, maps: MapSet())
            var attachments = Attachments()
            try attachments.attach(
                inner, to: [AttachRequest(.rawTracepoint(name: "page_fault_kernel"), cookie: 0)])
            try outer.testRun()
            misses = try inner.information().recursionMisses
        }
        guard state.isPresent else { return state }
        return misses > 0 ? .present : .absent(reason: "this kernel does not count the firings it skips")
    }
}
