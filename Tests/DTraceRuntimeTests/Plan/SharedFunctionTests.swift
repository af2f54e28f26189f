import BPF
import DCompiler
import ProviderAPI
import SystemInfo
import Testing

@testable import DTraceRuntime

/// What is planned for two probes at one kernel function.
@Suite struct SharedFunctionTests {
    private struct FunctionProbe: Probe {
        let name: String
        let carrier: Carrier

        var description: ProbeDescription { ProbeDescription("functions", "", "f", name) }
        func arguments(on system: HostSystem) throws -> [ProbeArgument] { [] }
        func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
            [
                ProbeSite(
                    context: ContextLayout(carrier: carrier, arguments: []),
                    attachPoint: .kprobe(symbol: "f", offset: 0, isReturn: false))
            ]
        }
    }

    private struct FunctionProvider: Provider {
        let carrier: Carrier

        var name: String { "functions" }
        func availability(on system: HostSystem) -> Availability { .available }
        func forEachProbe(
            matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
        ) throws {
            for name in ["one", "other"] { try body(FunctionProbe(name: name, carrier: carrier)) }
        }
        var stability: ProviderStability {
            let attributes = StabilityAttributes(.private, .private, .unknown)
            return ProviderStability(
                provider: attributes, module: attributes, function: attributes, name: attributes, arguments: attributes)
        }
    }

    private func stubs(_ carrier: Carrier) throws -> [StubPlan] {
        var registry = ProviderRegistry()
        registry.register(FunctionProvider(carrier: carrier))
        let features: Set<KernelFeature> = [.kprobe, .perfEventCookie, .tailCallInSubprogram]
        let table = ProbeTable(
            registry: registry, system: HostSystem(tracefs: nil, features: FixedKernelFeatures(features)))
        let probes = try table.ids(matching: ProbePattern())
        var image = Code()
        image += [.mov(.r0, 0), .exit]
        let clause = CompiledClause(
            id: 0, ordinal: 0, probes: probes, image: image, demand: ContextDemand(), records: [], line: 1)
        let program = CompiledProgram(
            clauses: [clause], maps: [], aggregations: [], probeContextSize: ProbeContext.headerSize,
            usesProbeNames: false)
        let plan = try Planner(program: program, table: table, preferredComposer: .tailCall).plan()
        return plan.carriers.flatMap(\.stubs)
    }

    @Test func `a program is bound to its function once, so each probe has its own`() throws {
        let stubs = try stubs(.fentry)
        #expect(stubs.count == 2)
        #expect(stubs.allSatisfy { $0.sites.count == 1 })
    }

    @Test func `kprobes of one function share a program and are told apart by cookies`() throws {
        let stubs = try stubs(.kprobe)
        #expect(stubs.map(\.identity) == [.cookie])
        #expect(stubs.first?.sites.count == 2)
    }
}
