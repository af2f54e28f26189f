import Foundation
import PluginProvider
import ProviderAPI
import Synchronization
import SystemInfo
import TestSupport

/// A plug-in made of a shell script, in a folder that goes with the value.
final class ScriptedPlugin: Sendable {
    let folder: String
    let path: String
    private let scratch: TemporaryFolder
    private let reports = Mutex<[String]>([])

    /// `body` runs in a loop for each request, whose text is `$line` and whose number is `$id`.
    init(_ body: String, name: String = "scripted") throws {
        scratch = try TemporaryFolder()
        folder = scratch.url.path
        path = folder + "/" + name
        let script = """
            #!/bin/bash
            echo x >> \(folder)/starts
            while read -r line; do
                [[ $line =~ \\"id\\":([0-9]+) ]] && id=${BASH_REMATCH[1]}
                [[ $line =~ \\"request\\":\\"([a-z]+)\\" ]] && request=${BASH_REMATCH[1]}
                \(body)
            done
            """
        try script.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    }

    /// The provider; it gives up after a second unless told otherwise.
    func provider(milliseconds: Int = 20_000) -> PluginProvider {
        var limits = PluginLimits()
        limits.milliseconds = milliseconds
        limits.probes = 2000
        return PluginProvider(path: path, limits: limits) { [self] sentence in reports.withLock { $0.append(sentence) }
        }
    }

    var reported: [String] { reports.withLock { $0 } }

    /// How often it was started.
    var starts: Int {
        ((try? String(contentsOfFile: folder + "/starts", encoding: .utf8)) ?? "").count / 2
    }

    /// A body that describes itself and leaves the other answers to `others`, the arms of a `case`.
    static func answering(_ others: String) -> String {
        """
        case $request in
            describe) echo "{\\"id\\":$id,\\"version\\":1}" ;;
            \(others)
        esac
        """
    }

    /// An answer with members after its number, as shell code.
    static func answer(_ members: String) -> String {
        "printf '{\"id\":%d,%s}\\n' $id '\(members)'"
    }
}

/// Sentences that were reported.
final class Reports: Sendable {
    private let sentences = Mutex<[String]>([])
    var all: [String] { sentences.withLock { $0 } }
    @Sendable func add(_ sentence: String) { sentences.withLock { $0.append(sentence) } }
}
