import BPF
import SystemInfo
import Testing

@Suite struct KernelSymbolsTests {
    private static let list = """
        ffffffff81000000 T _stext
        ffffffff81000000 t __local_name
        ffffffff81000000 T startup_entry_point
        ffffffff81000100 T vfs_read
        ffffffff81000200 t vfs_write
        ffffffff81000280 W weak_one
        ffffffff81000300 D jiffies
        ffffffff81000400 T _sinittext
        ffffffff81000400 T initial
        ffffffff81000500 T _einittext
        ffffffffc0000000 t ext4_read\t[ext4]
        ffffffffc0000010 T vfs_read\t[other]
        broken
        """

    private func text(_ bytes: Span<UInt8>) -> String {
        var text: [UInt8] = []
        for index in bytes.indices { text.append(bytes[index]) }
        return String(decoding: text, as: UTF8.self)
    }

    private func functions(_ folder: FakeFolder, named name: String? = nil, module: String? = nil) throws -> [String] {
        var found: [String] = []
        let isWanted: (Span<UInt8>) -> Bool = { name == nil || text($0) == name }
        let isWantedModule: (Span<UInt8>) -> Bool = { module == nil || text($0) == module }
        try KernelSymbols(procfs: folder.path).forEachFunction(named: isWanted, inModule: isWantedModule) {
            found.append("\($0.module):\($0.name)")
        }
        return found
    }

    @Test func `functions are listed with their modules, data and freed code left out`() throws {
        let folder = try FakeFolder(["kallsyms": Self.list])
        #expect(
            try functions(folder) == [
                "vmlinux:_stext", "vmlinux:__local_name", "vmlinux:startup_entry_point", "vmlinux:vfs_read",
                "vmlinux:vfs_write", "vmlinux:weak_one", "vmlinux:_einittext", "ext4:ext4_read", "other:vfs_read",
            ])
        #expect(try functions(folder, named: "vfs_read") == ["vmlinux:vfs_read", "other:vfs_read"])
        #expect(try functions(folder, module: "ext4") == ["ext4:ext4_read"])
    }

    @Test func `a symbol is found by name, in a module when one is given`() throws {
        let folder = try FakeFolder(["kallsyms": Self.list])
        let symbols = KernelSymbols(procfs: folder.path)
        #expect(
            try symbols.symbol(named: "jiffies")
                == KernelSymbol(name: "jiffies", address: 0xffff_ffff_8100_0300, module: "vmlinux"))
        #expect(try symbols.symbol(named: "vfs_read", module: "other")?.address == 0xffff_ffff_c000_0010)
        #expect(try symbols.symbol(named: "vfs_rea") == nil)
        #expect(throws: FileError.self) { try KernelSymbols(procfs: "/nonexistent").symbol(named: "x") }
    }

    @Test func `a symbol has room up to the next one`() throws {
        let folder = try FakeFolder(["kallsyms": Self.list])
        let symbols = KernelSymbols(procfs: folder.path)
        #expect(try symbols.room(at: 0xffff_ffff_8100_0280) == 0x80)
        #expect(try symbols.room(at: 0xffff_ffff_8100_0000) == 0x100)
        #expect(try symbols.room(at: 0xffff_ffff_c000_0010) == nil)
    }

    @Test func `an address is named by the function before it`() throws {
        let folder = try FakeFolder(["kallsyms": Self.list])
        let index = try KernelSymbolIndex(KernelSymbols(procfs: folder.path))
        let inRead = try #require(index.lookup(0xffff_ffff_8100_0123))
        #expect(inRead.symbol.name == "vfs_read" && inRead.offset == 0x23 && inRead.symbol.module == "vmlinux")
        let inModule = try #require(index.lookup(0xffff_ffff_c000_0004))
        #expect(inModule.symbol.name == "ext4_read" && inModule.symbol.module == "ext4")
        #expect(index.lookup(0xffff_ffff_8100_0000)?.symbol.name == "startup_entry_point")
        #expect(index.lookup(0x1000) == nil)
        #expect(index.lookup(0xffff_ffff_f000_0000) == nil)
    }

    @Test func `functions are found by how their names begin`() throws {
        let folder = try FakeFolder(["kallsyms": Self.list])
        let index = try KernelSymbolIndex(KernelSymbols(procfs: folder.path))
        #expect(
            index.ranges(ofNamesBeginningWith: ["vfs_w", "none"]) == [0xffff_ffff_8100_0200..<0xffff_ffff_8100_0280])
        #expect(index.ranges(ofNamesBeginningWith: ["vfs_write_more"]).isEmpty)
    }

    @Test func `hidden addresses name nothing`() throws {
        let folder = try FakeFolder(["kallsyms": "0000000000000000 T a\n0000000000000000 T b\n"])
        let index = try KernelSymbolIndex(KernelSymbols(procfs: folder.path))
        #expect(index.lookup(0) == nil && index.lookup(16) == nil)
    }

    @Test func `the running kernel's symbols are found both ways`() throws {
        let system = HostSystem.current(features: FixedKernelFeatures([]))
        let symbol = try #require(try system.kernelSymbols.symbol(named: "vfs_read"))
        let found = try #require(try system.kernelSymbolIndex().lookup(symbol.address + 1))
        #expect(found.symbol == symbol && found.offset == 1 && symbol.module == "vmlinux")
    }
}
