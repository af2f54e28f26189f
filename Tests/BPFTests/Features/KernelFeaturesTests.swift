import BPF
import Foundation
import Testing

extension KernelSuite {
    /// What can be checked from elsewhere is, in both directions.
    @Suite struct KernelFeaturesTests {
        private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

        @Test func `finds kprobes and uprobes where the kernel lists them`() {
            let features = KernelFeatures()
            #expect(features.has(.kprobe) == exists("/sys/bus/event_source/devices/kprobe/type"))
            #expect(features.has(.uprobe) == exists("/sys/bus/event_source/devices/uprobe/type"))
            #expect(features.has(.breakpointEvents) == exists("/sys/bus/event_source/devices/breakpoint/type"))
        }

        @Test func `gives a sentence for everything absent`() {
            let features = KernelFeatures()
            for feature in KernelFeature.allCases {
                guard case .absent(let reason) = features.state(of: feature) else { continue }
                print("absent: \(feature.rawValue): \(reason)")
                #expect(reason.count > 10)
                #expect(reason.hasSuffix(".") == false)
                #expect(reason.contains(/errno|[0-9]{3}/) == false)
            }
        }

        @Test func `believes in uprobe.multi when it attaches`() throws {
            let function = try TestFunction.find()
            var attached = false
            do {
                let program = try LoadedProgram(
                    ProgramSpec(
                        name: "trial", type: .kprobe, expectedAttachType: .traceUprobeMulti,
                        code: Code([.mov(.r0, 0), .exit])), maps: MapSet())
                var attachments = Attachments()
                let point = AttachPoint.uprobe(
                    path: function.path, offset: function.offset, isReturn: false, processID: nil, semaphore: 0)
                try attachments.attach(program, to: [AttachRequest(point, cookie: 0)])
                attached = true
            } catch {}
            #expect(KernelFeatures().has(.uprobeMulti) == attached)
        }

        @Test func `believes in preemption control when the kernel lists the functions`() throws {
            let functions = try shell(
                "bpftool btf dump file /sys/kernel/btf/vmlinux | grep -c \"FUNC 'bpf_preempt_disable'\" || true")
            let listed = Int(functions.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
            #expect(KernelFeatures().has(.preemptDisable) == (listed > 0))
        }

        @Test func `leaves no descriptor behind and answers the same again`() throws {
            _ = KernelFeatures.running.state(of: .fentry)
            try checkingDescriptors {
                let features = KernelFeatures()
                let first = KernelFeature.allCases.map { features.state(of: $0) }
                #expect(KernelFeature.allCases.map { features.state(of: $0) } == first)
                #expect(KernelFeature.allCases.map { KernelFeatures().state(of: $0) } == first)
            }
        }
    }
}
