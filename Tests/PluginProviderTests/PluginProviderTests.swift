import BPF
import Foundation
import PluginProtocol
import PluginProvider
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

/// What the host makes of plug-ins that behave and of others.
struct PluginProviderTests {
    private let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([]))

    private func names(_ provider: PluginProvider, _ pattern: ProbePattern) throws -> [String] {
        var names: [String] = []
        try provider.forEachProbe(matching: pattern, on: system) { names.append($0.description.description) }
        return names
    }

    private func failure(_ body: String, milliseconds: Int = 20_000) throws -> (sentence: String, path: String) {
        let plugin = try ScriptedPlugin(body)
        let provider = plugin.provider(milliseconds: milliseconds)
        let error = try #require(
            #expect(throws: ProviderError.self) { try names(provider, ProbePattern(provider: "scripted")) })
        // What has failed is not started again, and the sentence stays.
        #expect(throws: error) { try names(provider, ProbePattern(provider: "scripted")) }
        #expect(plugin.starts == 1)
        return (error.description, plugin.path)
    }

    private func expect(_ body: String, _ words: String, milliseconds: Int = 20_000) throws {
        let (sentence, path) = try failure(body, milliseconds: milliseconds)
        #expect(sentence == "the plug-in scripted (\(path)) \(words)")
    }

    @Test func `lists its probes and leaves out what does not match`() throws {
        let list =
            #""probes":[{"name":"a"},{"module":"m","function":"f g","name":"b"},{"provider":"scripted12","name":"c"}]"#
        let plugin = try ScriptedPlugin(ScriptedPlugin.answering("probes) \(ScriptedPlugin.answer(list)) ;;"))
        let provider = plugin.provider()
        #expect(try names(provider, ProbePattern()) == ["scripted:::a", "scripted:m:f g:b", "scripted12:::c"])
        #expect(
            try names(provider, ProbePattern(provider: "scripted*", name: "[bc]")) == [
                "scripted:m:f g:b", "scripted12:::c",
            ])
        #expect(plugin.starts == 1)
        #expect(plugin.reported == [])
    }

    @Test func `is started only when a pattern names it`() throws {
        let plugin = try ScriptedPlugin("exit 3")
        let provider = plugin.provider()
        #expect(provider.name == "scripted")
        for pattern: Glob in ["syscall", "script", "scriptedx", "scripted-x", "s?", "tracepoint*"] {
            #expect(!provider.mayMatch(provider: pattern))
            #expect(try names(provider, ProbePattern(provider: pattern)) == [])
        }
        for pattern: Glob in ["", "scripted", "script*", "scripted12", "scripted*", "scripted[0-9]"] {
            #expect(provider.mayMatch(provider: pattern))
        }
        #expect(plugin.starts == 0)
    }

    @Test func `a crash`() throws {
        try expect("echo no way >&2; exit 3", "ended with status 3 instead of answering `describe`: no way")
        try expect("kill -SEGV $$", "was ended by signal 11 (Segmentation fault) instead of answering `describe`")
    }

    @Test func `a crash later`() throws {
        try expect(
            ScriptedPlugin.answering("probes) exit 0 ;;"), "ended with status 0 instead of answering `probes`")
    }

    @Test func `a hang`() throws {
        try expect("sleep 1000", "did not answer `describe` within 0.3 seconds and was stopped", milliseconds: 300)
    }

    @Test func `garbage`() throws {
        try expect("echo hello", "answered `describe` with something that is not JSON: byte 0: no value begins so")
        try expect(
            "echo '{\"id\":99}'", "gave an answer to `describe` in which `id` is not 1, the number of the request")
        try expect("echo '[]'", "gave an answer to `describe` in which it is an array, not an object")
        try expect(
            ScriptedPlugin.answer(#""version":7"#),
            "gave an answer to `describe` in which `version` is 7, and this program speaks version 1")
    }

    @Test func `a flood`() throws {
        try expect(
            "exec cat /dev/zero", "answered `describe` with a line of more than 1048576 bytes and was stopped")
        let endless = #"while true; do echo "{\"id\":$id,\"more\":true,\"probes\":[{\"name\":\"p$((n++))\"}]}"; done"#
        try expect(
            ScriptedPlugin.answering("probes) \(endless) ;;"),
            "gave an answer to `probes` in which `probes[0]` is one more than 2000 probes")
        let empty = #"while true; do echo "{\"id\":$id,\"more\":true,\"probes\":[]}"; done"#
        try expect(
            ScriptedPlugin.answering("probes) \(empty) ;;"),
            "did not answer `probes` within 0.5 seconds and was stopped",
            milliseconds: 500)
    }

    @Test func `an error of its own does not end the conversation`() throws {
        let plugin = try ScriptedPlugin(
            ScriptedPlugin.answering(
                #"probes) n=$((n + 1)); if ((n == 1)); then \#(ScriptedPlugin.answer(#""error":"not \u001b now""#)); else \#(ScriptedPlugin.answer(#""probes":[]"#)); fi ;;"#
            ))
        let provider = plugin.provider()
        #expect(throws: ProviderError("the plug-in scripted (\(plugin.path)) says: not   now")) {
            try names(provider, ProbePattern(provider: "scripted"))
        }
        #expect(try names(provider, ProbePattern(provider: "scripted")) == [])
    }

    @Test func `a failure under a wildcard is reported and the session goes on`() throws {
        let plugin = try ScriptedPlugin(ScriptedPlugin.answering("probes) exit 1 ;;"))
        #expect(try names(plugin.provider(), ProbePattern(name: "entry")) == [])
        #expect(
            plugin.reported == [
                "the plug-in scripted (\(plugin.path)) ended with status 1 instead of answering `probes`"
            ])
    }

    @Test(arguments: [
        (#"{"provider":"other","name":"a"}"#, "is a probe of the provider other, and the file is named scripted"),
        (
            #"{"provider":"scripted1x","name":"a"}"#,
            "is a probe of the provider scripted1x, and the file is named scripted"
        ),
        (#"{"module":"m"}"#, nil), (#"{"name":""}"#, "has no name"),
        (#"{"name":"a:b"}"#, "has a colon or a control character in a part"),
        (#"{"name":"a\u000ab"}"#, "has a colon or a control character in a part"),
        (#"{"name":"p"},{"name":"p"}"#, nil),
    ])
    func `a probe that cannot be`(list: String, problem: String?) throws {
        let (sentence, _) = try failure(
            ScriptedPlugin.answering("probes) \(ScriptedPlugin.answer("\"probes\":[\(list)]")) ;;"))
        if let problem { #expect(sentence.hasSuffix("in which `probes[0]` \(problem)")) }
        #expect(sentence.contains("gave an answer to `probes` in which `probes["))
    }

    @Test func `says why it cannot work here`() throws {
        let plugin = try ScriptedPlugin(
            ScriptedPlugin.answer(#""version":1,"available":false,"reason":"it is Sunday""#))
        #expect(plugin.provider().availability(on: system) == .unavailable(reason: "it is Sunday"))
        let crashing = try ScriptedPlugin("exit 1")
        #expect(
            crashing.provider().availability(on: system)
                == .unavailable(
                    reason:
                        "the plug-in scripted (\(crashing.path)) ended with status 1 instead of answering `describe`"))
    }

    /// Answers `probes` with the text of the changes as a module, where there are some.
    private static let following =
        #"describe) echo "{\"id\":$id,\"version\":1,\"follows\":true}" ;; probes) "#
        + #"n=0; [[ $line =~ changes\":\[(.*)\] ]] && n=$(echo "${BASH_REMATCH[1]}" | grep -o process | wc -l); "#
        + #"case $n in 3) exit 4 ;; 2) echo "{\"id\":$id,\"error\":\"gone\"}" ;; "#
        + #"*) echo "{\"id\":$id,\"probes\":[{\"name\":\"n$n\"}]}" ;; esac ;;"#

    @Test func `is asked for what processes gain when it follows them`() throws {
        let plugin = try ScriptedPlugin("case $request in \(Self.following) esac")
        let provider = plugin.provider()
        #expect(provider.mayGain(matching: ProbePattern(provider: "scripted*"), on: system))
        #expect(!provider.mayGain(matching: ProbePattern(provider: "other*"), on: system))
        #expect(try names(provider, ProbePattern(provider: "scripted")) == ["scripted:::n0"])
        var changed = system
        func gained(_ count: Int) throws -> [String] {
            changed.changes = (0..<count).map { ProcessChange(process: 5_000_000 + $0) }
            var names: [String] = []
            try provider.forEachProbe(matching: ProbePattern(provider: "scripted"), on: changed) {
                names.append($0.description.description)
            }
            return names
        }
        #expect(try gained(1) == ["scripted:::n1"])
        // What it cannot tell of is a process that has ended.
        #expect(try gained(2) == [])
        #expect(plugin.reported == [])
        #expect(try gained(3) == [])
        #expect(try gained(1) == [])
        #expect(
            plugin.reported == [
                "the plug-in scripted (\(plugin.path)) ended with status 4 instead of answering `probes`"
            ])
        let other = try ScriptedPlugin(ScriptedPlugin.answering(""))
        #expect(!other.provider().mayGain(matching: ProbePattern(provider: "scripted"), on: system))
    }

    @Test func `leaves no process behind`() throws {
        let plugin = try ScriptedPlugin("echo $$ > $(dirname $0)/pid; sleep 1000")
        var provider: PluginProvider? = plugin.provider(milliseconds: 300)
        _ = provider?.availability(on: system)
        provider = nil
        let id = try String(contentsOfFile: plugin.folder + "/pid", encoding: .utf8).trimmingCharacters(in: .newlines)
        #expect(!FileManager.default.fileExists(atPath: "/proc/\(id)"))
    }
}
