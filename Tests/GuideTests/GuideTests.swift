import Foundation
import TestSupport
import Testing

/// Follows "Writing a provider" step by step, as a reader would: what the document says to type is typed.
struct GuideTests {
    /// The blocks of the document in a language, in order.
    private func blocks(_ language: String) throws -> [String] {
        let guide = try String(
            contentsOf: Repository.root.appending(path: "docs/writing-a-provider.md"), encoding: .utf8)
        return guide.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first.map { $0 + "\n" }
        }
    }

    /// Programs as a reader has them: ours as if installed, and Swift, which keeps what it builds for the next time.
    private func tools(in folder: TemporaryFolder) throws -> String {
        let programs = folder.url.appending(path: "bin")
        try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: programs.appending(path: "dtrace-prov"),
            withDestinationURL: Repository.products.appending(path: "dtrace-prov"))
        let swift = try runCommand("sh", ["-c", "command -v swift"]).output.trimmingCharacters(in: .newlines)
        let wrapper = """
            #!/bin/sh
            command=$1
            shift
            exec \(swift) "$command" --scratch-path \(Repository.root.path)/.build/guide "$@"

            """
        let path = programs.appending(path: "swift").path
        try wrapper.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return programs.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    }

    @Test func `a package and a plug-in in Python, step by step`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
        let environment = ["PATH": try tools(in: folder)]
        let steps = try blocks("sh")
        #expect(steps.count == 3)
        let expected = [
            [#/signals holds the provider signals/#, #/Test run with 2 tests in 1 suite passed/#],
            [#/signals +send\n +\d+ +signals +deliver\n/#, #/sent 15/#],
            [#/args\[0\]: uintptr_t/#, #/value  -+ Distribution -+ count/#],
        ]
        var directory = folder.url
        for (step, results) in zip(steps, expected) {
            let python = try #require(try blocks("python").first)
            try python.write(to: directory.appending(path: "heap"), atomically: false, encoding: .utf8)
            let result = try runCommand(
                "sh", ["-ec", step], environment: environment, directory: directory, timeout: 1500)
            #expect(result.status == 0, "\(step)\n\(result.output.suffix(3000))\n\(result.errors.suffix(3000))")
            for pattern in results { #expect(result.output.contains(pattern), "\(result)") }
            // The first block goes into the folder of the package.
            if directory == folder.url { directory = folder.url.appending(path: "signals") }
            guard result.status == 0 else { return }
        }
    }

    @Test func `the plug-in in the guide is the example`() throws {
        let example = try String(
            contentsOf: Repository.root.appending(path: "Examples/plug-ins/heap"), encoding: .utf8)
        #expect(try blocks("python") == [example])
    }
}
