import BPF
import Foundation
import PluginProvider
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

/// Plug-ins run with our rights, so only root may have put them there.
struct TrustTests {
    private let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([]))
    private let well = ScriptedPlugin.answer(#""version":1"#)

    private func reason(_ change: (ScriptedPlugin) throws -> Void) throws -> String? {
        let plugin = try ScriptedPlugin(well)
        try change(plugin)
        let answer = plugin.provider().availability(on: system)
        guard case .unavailable(let reason) = answer else { return nil }
        #expect(plugin.starts == 0)
        return reason.replacing(plugin.folder, with: "DIR")
    }

    @Test func `a file of root's in a folder of root's`() throws {
        #expect(try reason { _ in } == nil)
    }

    @Test func `a file that others can write`() throws {
        for mode in [0o775, 0o757] {
            #expect(
                try reason { try $0.setMode(mode, of: $0.path) }
                    == "the plug-in scripted (DIR/scripted) is not started: DIR/scripted can be written by others than root: chmod go-w it"
            )
        }
    }

    @Test func `a folder that others can write`() throws {
        #expect(
            try reason { try $0.setMode(0o1777, of: $0.folder) }
                == "the plug-in scripted (DIR/scripted) is not started: DIR can be written by others than root: chmod go-w it"
        )
    }

    @Test func `a file or folder of somebody else's`() throws {
        for part in [\ScriptedPlugin.path, \ScriptedPlugin.folder] {
            let text = try reason {
                try FileManager.default.setAttributes([.ownerAccountID: 65534], ofItemAtPath: $0[keyPath: part])
            }
            #expect(text?.hasSuffix("belongs to the user 65534, not to root: chown it") == true)
        }
    }

    @Test func `a link to a file that others can write`() throws {
        let other = try ScriptedPlugin(well, name: "other")
        try other.setMode(0o777, of: other.path)
        let text = try reason {
            try FileManager.default.removeItem(atPath: $0.path)
            try FileManager.default.createSymbolicLink(atPath: $0.path, withDestinationPath: other.path)
        }
        #expect(text?.hasSuffix("/other can be written by others than root: chmod go-w it") == true)
    }

    @Test func `a file that is no program`() throws {
        #expect(
            try reason { try $0.setMode(0o644, of: $0.path) }
                == "the plug-in scripted (DIR/scripted) is not started: DIR/scripted is not executable")
    }

    @Test func `names of plug-ins`() {
        for name in ["heap", "a", "my-probes", "my_probes", "a1b"] { #expect(PluginFolder.isProviderName(name)) }
        for name in ["", "README.md", "heap1", "-a", "1a", ".a", "a b", "ä", String(repeating: "a", count: 65)] {
            #expect(!PluginFolder.isProviderName(name))
        }
    }

    @Test func `the first of a name counts, and none takes a provider's`() throws {
        let first = try ScriptedPlugin(well, name: "one")
        let second = try ScriptedPlugin(well, name: "one")
        let third = try ScriptedPlugin(well, name: "syscall")
        let reports = Reports()
        let found = PluginFolder.providers(
            in: [first.folder, second.folder, third.folder, "/nonexistent"], except: ["syscall"], report: reports.add)
        #expect(found.map(\.name) == ["one"])
        #expect(found.first.map { $0.availability(on: system) } == .available)
        #expect((first.starts, second.starts) == (1, 0))
        #expect(
            reports.all == [
                "the plug-in \(third.path) is left out: there is a provider syscall already",
                "cannot list /nonexistent: No such file or directory",
            ])
    }
}

extension ScriptedPlugin {
    func setMode(_ mode: Int, of path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
}
