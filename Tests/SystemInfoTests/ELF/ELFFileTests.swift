import Foundation
import SystemInfo
import TestSupport
import Testing

@Suite struct ELFFileTests {
    private func message(_ path: String) -> String {
        do {
            _ = try ELFFile(path: path)
            return "opened"
        } catch { return error.description }
    }

    @Test func `explains why a file cannot be opened`() {
        #expect(message("/nonexistent/file") == "cannot open /nonexistent/file: No such file or directory")
        #expect(message("/usr") == "/usr is not a regular file")
        #expect(message("/etc/passwd") == "/etc/passwd is not an ELF file")
        #expect(message("/dev/null") == "/dev/null is not a regular file")
    }

    @Test func `reads architecture, class and build id`() throws {
        let file = try ELFFile(path: "/proc/self/exe")
        let (architecture, is64Bit) = (file.architecture, file.is64Bit)
        #expect(architecture == .current)
        #expect(is64Bit)
        let libc = try ELFFile(path: "/lib/x86_64-linux-gnu/libc.so.6")
        let id = try libc.buildID()
        #expect(id?.count == 20)
    }

    @Test func `translates between addresses and file offsets`() {
        let segments = ELFSegments([
            ELFSegment(address: 0x1000, fileOffset: 0, fileSize: 0x800, isExecutable: false),
            ELFSegment(address: 0x3000, fileOffset: 0x400, fileSize: 0x1000, isExecutable: true),
            ELFSegment(address: .max - 5, fileOffset: .max - 2, fileSize: 100, isExecutable: false),
        ])
        #expect(segments.fileOffset(of: 0x1010) == 0x10)
        #expect(segments.fileOffset(of: 0x1800) == nil)
        #expect(segments.fileOffset(of: 0x3fff) == 0x13ff)
        #expect(segments.fileOffset(of: .max) == nil)
        #expect(segments.address(ofFileOffset: 0x10) == 0x1010)
        #expect(segments.address(ofFileOffset: 0x410) == 0x3010)
        #expect(segments.address(ofFileOffset: 0x1400) == nil)
        #expect(segments.address(ofFileOffset: .max) == UInt64.max - 3)
    }

    @Test func `finds functions in both symbol tables once, without versions`() throws {
        let file = try ELFFile(path: Workload.path("call-workload"))
        var names: [String: Int] = [:]
        try file.forEachFunction { names[$0.name, default: 0] += 1 }
        #expect(names["workload_add"] == 1)
        #expect(names["workload_alias"] == 1)
        #expect(names["workload_other_name"] == 1)
        #expect(names["main"] == 1)
        #expect(names["fgets"] == nil)
        #expect(!names.keys.contains { $0.contains("@") })
    }

    @Test func `an exact name and a prefix select what they say`() throws {
        let file = try ELFFile(path: Workload.path("call-workload"))
        var exact: [ELFSymbol] = []
        try file.forEachFunction(.named("workload_add")) { exact.append($0) }
        #expect(exact.map(\.name) == ["workload_add"])
        #expect(try #require(exact.first).size > 0)
        var prefixed: Set<String> = []
        try file.forEachFunction(.prefix("workload_a")) { prefixed.insert($0.name) }
        #expect(prefixed == ["workload_add", "workload_alias"])
        let address = try file.address(ofSymbol: "workload_add")
        #expect(address == exact.first?.address)
        let missing = try file.address(ofSymbol: "workload_ad")
        #expect(missing == nil)
    }

    @Test func `leaves out indirect functions`() throws {
        let libc = try ELFFile(path: "/lib/x86_64-linux-gnu/libc.so.6")
        var found: [String] = []
        for name in ["strlen", "malloc"] { try libc.forEachFunction(.named(name)) { found.append($0.name) } }
        #expect(found == ["malloc"])
    }

    @Test func `stops when the body throws`() throws {
        struct Stop: Error {}
        let file = try ELFFile(path: Workload.path("call-workload"))
        var count = 0
        #expect(throws: Stop.self) {
            try file.forEachFunction { _ in
                count += 1
                throw Stop()
            }
        }
        #expect(count == 1)
    }
}
