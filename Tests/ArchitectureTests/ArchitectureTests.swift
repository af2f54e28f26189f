import Foundation
import TestSupport
import Testing

struct ArchitectureTests {
    @Test func `sources keep the rules`() throws {
        let tree = try SourceTree(package: Repository.root)
        #expect(tree.files.count > 40)
        #expect(SourceChecks.violations(in: tree) == [])
    }

    @Test func `every target of the manifest has a place in the layers`() throws {
        let manifest = try Manifest(
            String(contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8))
        #expect(manifest.dependencies["DTraceRuntime"]?.contains("DCompiler") == true)
        #expect(manifest.violations == [])
    }

    @Test func `the median file fits on two screens`() throws {
        let sizes = try SourceTree(package: Repository.root).files.map(\.lines.count).sorted()
        #expect(sizes[sizes.count / 2] <= 120)
    }

    @Test func `no folder holds more files than can be surveyed`() throws {
        let folders = try Dictionary(grouping: SourceTree(package: Repository.root).files) {
            $0.path.split(separator: "/").dropLast().joined(separator: "/")
        }
        for (folder, files) in folders { #expect(files.count <= SourceChecks.mostFilesInAFolder, "\(folder)") }
    }
}
