import Foundation
import TestSupport
import Testing

/// Documents say what is in the tree.
struct DocumentationTests {
    private func text(_ path: String) throws -> String {
        try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    }

    private func documents() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root.appending(path: "docs").path)
        return ["README.md"] + names.filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
    }

    @Test func `links lead to files`() throws {
        for document in try documents() {
            let folder = Repository.root.appending(path: document).deletingLastPathComponent()
            for link in try text(document).matches(of: #/\]\(([^)#:]+)\)/#) {
                let file = folder.appending(path: String(link.output.1))
                #expect(FileManager.default.fileExists(atPath: file.path), "\(document): \(link.output.1)")
            }
        }
    }

    @Test func `make targets that documents name exist`() throws {
        let rules = try text("Makefile")
        for document in try documents() {
            for match in try text(document).matches(of: #/(?m)^(?:    )?make((?: [a-z]+)+)(?: |$)/#) {
                for target in match.output.1.split(separator: " ") {
                    #expect(rules.contains("\n\(target):"), "\(document): make \(target)")
                }
            }
        }
    }

    @Test func `the continuous integration runs the tests as the README says`() throws {
        #expect(try text("README.md").contains("\nmake test "))
        #expect(try text(".ci/run").contains("\nmake test "))
    }

    @Test func `the example of a provider is the one that is tested`() throws {
        let guide = try text("docs/writing-a-provider.md")
        let example = try #require(guide.firstMatch(of: #/(?s)```swift\n(.*?)```/#))
        #expect(try String(example.output.1) == text("Tests/Plugins/fault/FaultProvider.swift"))
    }

    @Test func `the manual page has every option`() throws {
        let page = try text("docs/dtrace-prov.8")
        for letter in "BCDFHILPSUVXZbcefilmnopqsvwx" {
            let isThere = page.contains("Fl \(letter) ") || page.contains("Fl \(letter)\n")
            #expect(isThere, "-\(letter)")
        }
    }
}
