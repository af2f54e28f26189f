import Foundation
import Testing

@testable import SystemInfo

@Suite struct SearchFoldersTests {
    @Test func `the loader's configuration includes other files by patterns`() throws {
        let folder = NSTemporaryDirectory() + "loader-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/d", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        try write("# comment\n/first\ninclude \(folder)/d/*.conf\n/last # why\n", "main")
        try write("/b\n", "d/b.conf")
        try write("/a /a2\ninclude \(folder)/d/a.conf\n", "d/a.conf")
        try write("/c\n", "d/c.other")
        let found = SearchFolders.configured(in: folder + "/main", depth: 0)
        #expect(found.first == "/first" && found.last == "/last")
        // A file that includes itself is read a few times, not for ever.
        #expect(Set(found) == ["/first", "/a", "/a2", "/b", "/last"])
        #expect(SearchFolders.configured(in: folder + "/none", depth: 0).isEmpty)
    }

    @Test func `this machine's C library lies in one of them`() {
        #expect(SearchFolders.libraries.contains { SystemFile.exists($0 + "/libc.so.6") })
        #expect(SearchFolders.programs.contains { SystemFile.exists($0 + "/sh") })
    }
}
