import BPF
import DLanguage
import DTraceProvider
import DTraceRuntime
import Foundation
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

@testable import fault

extension LiveTests {
    /// Probes that are listed, and that the kernel refuses when they are enabled.
    struct RefusalTests {
        private func run(_ clause: String) throws -> (status: Int32, reports: [String]) {
            var registry = ProviderRegistry()
            registry.register(DTraceProvider())
            registry.register(GapProvider())
            let clauses = [clause, "BEGIN { exit(7); }"]
            var configuration = SessionConfiguration(
                sources: clauses.map { DSource(name: $0, text: Array($0.utf8), form: .name) })
            try configuration.options.set("quiet")
            var reports: [String] = []
            let session = try Session(
                registry: registry, system: HostSystem.current(features: KernelFeatures.running),
                configuration: configuration, report: { reports.append($0) })
            _ = try session.prepare()
            let folder = try TemporaryFolder()
            let path = folder.url.appending(path: "out").path
            let status = try session.run(output: OutputFile(path: path, mode: .append))
            return (status, reports)
        }

        @Test func `a wildcard leaves out what the kernel refuses, and says so`() throws {
            let result = try run("gap:::* { @ = count(); }")
            #expect(result.status == 7)
            #expect(result.reports.count == 1)
            #expect(result.reports.first?.hasPrefix("failed to enable 'gap:::bad1' and 1 more: cannot open") == true)
        }

        @Test(arguments: ["gap:::bad1", "gap:::bad*", "gap:::*, gap:::bad2"])
        func `a description of which nothing is left ends the session`(description: String) throws {
            #expect { try run("\(description) { @ = count(); }") } throws: {
                "\($0)".hasPrefix("failed to enable 'gap:::bad\(description.hasSuffix("2") ? 2 : 1)': cannot open")
            }
        }
    }
}

/// Lists two probes that cannot be enabled among one that can.
private struct GapProvider: Provider {
    let name = "gap"

    func availability(on system: HostSystem) -> Availability { .available }

    func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        // PERF_COUNT_SW_PAGE_FAULTS_MIN, and numbers of no software event.
        let probes = [
            GapProbe(name: "bad1", event: 9001), GapProbe(name: "good", event: 5), GapProbe(name: "bad2", event: 9002),
        ]
        for probe in probes where pattern.matches(probe.description) { try body(probe) }
    }

    var stability: ProviderStability { FaultProvider().stability }
}

private struct GapProbe: Probe {
    let name: String
    let event: UInt64

    var description: ProbeDescription { ProbeDescription("gap", "", "", name) }

    func arguments(on system: HostSystem) -> [ProbeArgument] { [] }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        let event = PerfEventAttachPoint(type: 1, config: event, sampling: .period(1), cpus: .all)
        return [ProbeSite(context: ContextLayout(carrier: .perfEvent), attachPoint: .perfEvent(event))]
    }
}
