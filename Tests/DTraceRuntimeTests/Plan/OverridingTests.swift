import BPF
import DCompiler
import ProviderAPI
import SystemInfo
import Testing

@testable import DTraceRuntime

/// What is planned for clauses that make functions return.
@Suite struct OverridingTests {
    /// A side of a kernel function, under a kprobe or bound to it.
    private struct FunctionProbe: Probe {
        var isReturn = false
        var carrier = Carrier.kprobe

        var description: ProbeDescription { ProbeDescription("functions", "", "f", isReturn ? "return" : "entry") }
        func arguments(on system: HostSystem) throws -> [ProbeArgument] { [] }
        func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
            [
                ProbeSite(
                    context: ContextLayout(carrier: carrier, arguments: []),
                    attachPoint: .kprobe(symbol: "f", offset: 0, isReturn: isReturn))
            ]
        }
    }

    private struct FunctionProvider: Provider {
        var probe: FunctionProbe

        var name: String { "functions" }
        func availability(on system: HostSystem) -> Availability { .available }
        func forEachProbe(
            matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
        ) throws {
            try body(probe)
        }
        var stability: ProviderStability {
            let attributes = StabilityAttributes(.private, .private, .unknown)
            return ProviderStability(
                provider: attributes, module: attributes, function: attributes, name: attributes, arguments: attributes)
        }
    }

    private func plan(
        _ probe: FunctionProbe, overrides: Bool = true, lacking feature: KernelFeature? = nil
    ) throws -> Plan {
        var registry = ProviderRegistry()
        registry.register(FunctionProvider(probe: probe))
        var features: Set<KernelFeature> = [.kprobe, .perfEventCookie, .tailCallInSubprogram, .returnOverride]
        if let feature { features.remove(feature) }
        let table = ProbeTable(
            registry: registry, system: HostSystem(tracefs: nil, features: FixedKernelFeatures(features)))
        _ = try table.ids(matching: ProbePattern())
        var image = Code()
        if overrides { image += [.mov(.r2, -12), .call(.overrideReturn)] }
        image += [.mov(.r0, 0), .exit]
        let clause = CompiledClause(
            id: 0, ordinal: 0, probes: [1], image: image, demand: ContextDemand(), records: [], line: 1)
        let program = CompiledProgram(
            clauses: [clause], maps: [], aggregations: [], probeContextSize: ProbeContext.headerSize,
            usesProbeNames: false)
        return try Planner(program: program, table: table, preferredComposer: .tailCall).plan()
    }

    @Test func `clauses become part of the program, which the kernel calls itself`() throws {
        #expect(try plan(FunctionProbe()).carriers.map(\.composer) == [.linked])
        #expect(try plan(FunctionProbe(), overrides: false).carriers.map(\.composer) == [.tailCall])
    }

    @Test func `only the entry of a function under a kprobe will do`() throws {
        for probe in [FunctionProbe(isReturn: true), FunctionProbe(carrier: .uprobe)] {
            let error = #expect(throws: ProviderError.self) { try plan(probe) }
            #expect(error?.description.contains("it is for entry probes of the rawfbt and kprobe providers") == true)
        }
    }

    @Test func `a kernel that lets no function be overridden is named as the reason`() {
        let error = #expect(throws: ProviderError.self) { try plan(FunctionProbe(), lacking: .returnOverride) }
        #expect(error?.description.contains("CONFIG_BPF_KPROBE_OVERRIDE") == true)
    }
}
