import Foundation
import TestSupport
import Testing

/// What the program that users install is made of.
struct StaticProgramTests {
    @Test func `needs no shared libraries`() throws {
        let program = try Repository.staticProgram("dtrace-prov")
        #expect(try !ProgramFile(program).needsLoader)
        let ldd = try runCommand("ldd", [program.path])
        #expect((ldd.output + ldd.errors).contains("not a dynamic executable"))
    }

    @Test(arguments: [
        ("umount -l /proc", "there is no /proc; mount it with `mount -t proc proc /proc`"),
        ("ulimit -n 3", "there are too many open files; raise the limit with 'ulimit -n'"),
    ])
    func `says why it cannot read its command line`(shortage: String, sentence: String) throws {
        let program = try Repository.staticProgram("dtrace-prov").path
        let result = try runCommand("unshare", ["-m", "sh", "-c", "\(shortage); exec \"$0\" -n BEGIN", program])
        #expect(result.status == 2)
        #expect(result.errors == "dtrace: the command line cannot be read: \(sentence)\n")
    }

    @Test func `has no symbol of Foundation`() throws {
        let program = try ProgramFile(Repository.staticProgram("dtrace-prov"))
        // Mangled names carry their module's name and its length.
        for module in ["10Foundation", "20FoundationEssentials", "13FoundationXML"] {
            #expect(!program.contains("$s\(module)"), "\(module)")
        }
        #expect(program.contains("$s13DTraceCommand"))
    }

    @Test func `is no larger than 17 MB without its symbols`() throws {
        let folder = try TemporaryFolder()
        let stripped = folder.url.appending(path: "stripped")
        let result = try runCommand("strip", ["-o", stripped.path, Repository.staticProgram("dtrace-prov").path])
        #expect(result.status == 0, "\(result.errors)")
        let size = try #require(try FileManager.default.attributesOfItem(atPath: stripped.path)[.size] as? Int)
        #expect(size < 17_000_000)
    }
}
