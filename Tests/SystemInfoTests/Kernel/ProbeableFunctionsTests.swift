import BPF
import Testing

@testable import SystemInfo

@Suite struct ProbeableFunctionsTests {
    private func list(_ folder: FakeFolder, tracefs: Bool) throws -> [String] {
        let system = HostSystem(
            tracefs: tracefs ? folder.path : nil, debugfs: folder.path, procfs: folder.path,
            features: FixedKernelFeatures([]))
        var found: [String] = []
        let all: (Span<UInt8>) -> Bool = { _ in true }
        try ProbeableFunctions(on: system).forEach(named: all, inModule: all) {
            found.append("\($1):\($0)")
        }
        return found
    }

    private static let files = [
        "available_filter_functions":
            "vfs_read\nvfs_write\nvfs_read\n__ftrace_invalid_address___64\next4_read [ext4]\nsecret\n",
        "kallsyms": """
        ffffffff81000100 T vfs_read
        ffffffff81000110 t vfs_read
        ffffffff81000120 T __pfx_vfs_read
        ffffffff81000130 T secret
        ffffffff81000140 T noted
        ffffffff81000150 D data
        """,
        "kprobes/blacklist": "0xffffffff81000130-0xffffffff81000140\tsecret\n",
    ]

    @Test func `ftrace's list is taken where it can be read`() throws {
        let folder = try FakeFolder(Self.files)
        #expect(try list(folder, tracefs: true) == ["vmlinux:vfs_read", "vmlinux:vfs_write", "ext4:ext4_read"])
    }

    @Test func `a function that is given in full ends the search`() throws {
        let folder = try FakeFolder([
            "available_filter_functions": "a\nwanted\nwanted [m]\nb\nwanted [n]\nwanted [m]\n",
            "kprobes/blacklist": "0x1-0x2\tforbidden\n",
        ])
        let system = HostSystem(
            tracefs: folder.path, debugfs: folder.path, procfs: folder.path, features: FixedKernelFeatures([]))
        func found(in module: String?, isUnique: Bool) throws -> (functions: [String], asked: Int) {
            var functions: [String] = []
            var asked = 0
            func isWanted(_ name: Span<UInt8>) -> Bool {
                asked += 1
                return name.holds("wanted")
            }
            func isModule(_ name: Span<UInt8>) -> Bool { module.map { name.holds($0) } ?? true }
            try ProbeableFunctions(on: system).forEach(named: isWanted, inModule: isModule, isUnique: isUnique) {
                functions.append("\($1):\($0)")
            }
            return (functions, asked)
        }
        #expect(try found(in: "m", isUnique: true) == (["m:wanted"], 3))
        #expect(try found(in: nil, isUnique: false) == (["vmlinux:wanted", "m:wanted", "n:wanted"], 6))
    }

    @Test func `else the symbol list, without padding and forbidden functions`() throws {
        let folder = try FakeFolder(Self.files)
        #expect(try list(folder, tracefs: false) == ["vmlinux:vfs_read", "vmlinux:noted"])
    }

    @Test func `ftrace's list is read once, and not to its end for one function`() throws {
        let folder = try FakeFolder(["available_filter_functions": "a\nwanted\nb\n"])
        let system = HostSystem(tracefs: folder.path, procfs: folder.path, features: FixedKernelFeatures([]))
        func found(isUnique: Bool) throws -> [String] {
            var names: [String] = []
            let isWanted: (Span<UInt8>) -> Bool = { !isUnique || $0.holds("wanted") }
            let isModule: (Span<UInt8>) -> Bool = { _ in true }
            try ProbeableFunctions(on: system).forEach(named: isWanted, inModule: isModule, isUnique: isUnique) {
                name, _ in names.append(name)
            }
            return names
        }
        #expect(try found(isUnique: true) == ["wanted"])
        try folder.write("c\nwanted\n", to: "available_filter_functions")
        // The first question kept nothing; the second keeps the list for all that come.
        #expect(try found(isUnique: true) == ["wanted"])
        try folder.write("d\n", to: "available_filter_functions")
        #expect(try found(isUnique: false) == ["c", "wanted"])
        #expect(try found(isUnique: true) == ["wanted"])
    }

    @Test func `one name is looked up in a list that is at hand, with each of its modules`() throws {
        let folder = try FakeFolder([
            "available_filter_functions": "wanted\nwanted_too\na\nwanted [m]\nb [m]\nwanted [n]"
        ])
        let system = HostSystem(tracefs: folder.path, procfs: folder.path, features: FixedKernelFeatures([]))
        var asked: [String] = []
        func found(_ name: String) throws -> [String] {
            var functions: [String] = []
            asked = []
            func isWanted(_ line: Span<UInt8>) -> Bool {
                asked.append(KernelSymbols.Line.text(line, line.indices))
                return line.holds(name)
            }
            let all: (Span<UInt8>) -> Bool = { _ in true }
            try ProbeableFunctions(on: system).forEach(named: isWanted, inModule: all, exactly: name) {
                functions.append("\($1):\($0)")
            }
            return functions
        }
        #expect(try found("wanted") == ["vmlinux:wanted", "m:wanted", "n:wanted"])
        #expect(asked == ["wanted", "wanted", "wanted"])
        #expect(try found("wanted_too") == ["vmlinux:wanted_too"])
        #expect(try found("b") == ["m:b"])
        #expect(try found("want").isEmpty)
        #expect(asked.isEmpty)
    }
}
