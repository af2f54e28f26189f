import Foundation
import PluginProvider
import ProviderAPI
import ProviderTesting
import TestSupport
import Testing

/// A plug-in that behaves keeps the rules that all providers keep.
struct PluginConformanceTests {
    @Test func `the example in Python keeps the rules of providers`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
        let plugin = folder.url.appending(path: "heap")
        try FileManager.default.copyItem(at: Repository.root.appending(path: "Examples/plug-ins/heap"), to: plugin)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: plugin.path)
        let workload = ProviderWorkload(
            command: [Workload.path("heap-workload"), "2"],
            expectations: [
                .init("heap::malloc:entry", firings: [[1234], [1234]], where: "pid == $target && arg0 == 1234"),
                .init(
                    "heap::realloc:entry", firings: [[nil, 5678], [nil, 5678]], where: "pid == $target && arg1 == 5678"),
            ])
        let provider = PluginProvider(path: plugin.path) { Issue.record("\($0)") }
        #expect(ProviderConformance(provider, workload: workload).findings() == [])
    }
}
