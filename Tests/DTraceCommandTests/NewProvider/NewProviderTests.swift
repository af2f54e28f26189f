import Foundation
import ProviderAPI
import TestSupport
import Testing

@testable import DTraceCommand

struct NewProviderTests {
    private let root = Repository.root.path

    private func write(_ new: NewProvider) throws { try Command(registry: ProviderRegistry()).write(new) }

    @Test func `writes a package`() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "deep/package").path
        try write(NewProvider(name: "my_probes", folder: path, package: root))
        let files = try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.contains(".") }.sorted()
        #expect(
            files == [
                ".gitignore", "Package.swift", "README.md", "Sources/MyProbesProvider/MyProbesProbe.swift",
                "Sources/MyProbesProvider/MyProbesProvider.swift", "Sources/my_probes/main.swift",
                "Tests/MyProbesProviderTests/MyProbesProviderTests.swift",
            ])
        let manifest = try String(contentsOfFile: path + "/Package.swift", encoding: .utf8)
        let identity = root.split(separator: "/").last ?? ""
        #expect(manifest.contains(".package(path: \"\(root)\")"))
        #expect(manifest.contains(".product(name: \"PluginKit\", package: \"\(identity)\")"))
    }

    @Test func `the example is short`() throws {
        let template = ProviderTemplate(name: "a", package: try PackageReference(root))
        #expect((template.provider + template.probe).split(separator: "\n").count < 120)
    }

    @Test func `a package by its URL`() throws {
        let reference = try PackageReference("https://example.org/tracing/dtrace-prov.git")
        #expect(reference.requirement == "url: \"https://example.org/tracing/dtrace-prov.git\", branch: \"main\"")
        #expect(reference.identity == "dtrace-prov")
    }

    @Test func `a folder in use is left alone`() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "file").path
        try "x".write(toFile: file, atomically: false, encoding: .utf8)
        let full = #expect(throws: CommandFailure.self) {
            try write(NewProvider(name: "a", folder: folder.url.path, package: root))
        }
        #expect(full?.description == "new-provider: \(folder.url.path) is not empty: name another with --directory")
        let taken = #expect(throws: CommandFailure.self) {
            try write(NewProvider(name: "a", folder: file, package: root))
        }
        #expect(taken?.description == "new-provider: \(file) is a file: name another folder with --directory")
    }

    @Test func `another package is refused`() throws {
        let error = #expect(throws: CommandFailure.self) { try PackageReference("/usr") }
        #expect(error?.description == "new-provider: /usr is not the package of dtrace-prov")
    }

    @Test(arguments: [
        ("", "give the name of the provider"), ("9a", "it has to begin with a lower-case letter"),
        ("Signals", "it has to begin with a lower-case letter"),
        ("a-b", "it has to have only lower-case letters, digits and underscores, 32 at most"),
        ("a/../b", "it has to have only lower-case letters, digits and underscores, 32 at most"),
        ("a1", "it has to end in a letter or an underscore"),
    ])
    func `names that cannot be`(name: String, words: String) {
        let error = #expect(throws: UsageError.self) {
            try Invocation(arguments: ["new-provider"] + (name.isEmpty ? [] : [name]))
        }
        #expect(error?.description.hasSuffix(words) == true)
    }

    @Test func `understands its arguments`() throws {
        let given = try Invocation(arguments: ["new-provider", "a", "--directory", "x", "--package=/y"])
        #expect(given.mode == .newProvider(NewProvider(name: "a", folder: "x", package: "/y")))
        #expect(throws: UsageError.strayName("b")) { try Invocation(arguments: ["new-provider", "a", "b"]) }
        #expect(throws: UsageError.missingValue("package")) {
            try Invocation(arguments: ["new-provider", "a", "--package"])
        }
        #expect(
            try Invocation(arguments: ["providers", "--provider-path", "p", "-v"]).pluginFolders == ["p"])
        #expect(try Invocation(arguments: ["--provider-path=p", "-lnx"]).pluginFolders == ["p"])
    }
}
