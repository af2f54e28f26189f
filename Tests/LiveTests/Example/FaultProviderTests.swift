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
    /// The example of the guide for authors: a provider that neither the compiler nor the runtime knows of.
    struct FaultProviderTests {
        @Test func `counts the page faults of a command`() throws {
            var registry = ProviderRegistry()
            registry.register(DTraceProvider())
            registry.register(FaultProvider())
            let clauses = [
                "fault:::minor /pid == $target && arg0 != 0/ { @ = count(); }", "END { printa(\"%@d\\n\", @); }",
            ]
            var configuration = SessionConfiguration(
                sources: clauses.map { DSource(name: $0, text: Array($0.utf8), form: .name) })
            configuration.commands = [[Live.workload("syscall-workload"), "0", "0", "0", "0", "3000"]]
            try configuration.options.set("quiet")
            let session = try Session(
                registry: registry, system: HostSystem.current(features: KernelFeatures.running),
                configuration: configuration, report: { _ in })
            #expect(try session.prepare() == [1, 1])
            let folder = try TemporaryFolder()
            let path = folder.url.appending(path: "out").path
            #expect(try session.run(output: OutputFile(path: path, mode: .append)) == 0)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let faults = try #require(text.split(separator: "\n").compactMap { Int($0) }.first, "\(text)")
            // The command touches 3000 pages of its own; its start takes some more.
            #expect((3000..<4000).contains(faults))
        }
    }
}
