import SystemInfo
import Testing

@Suite struct MemoryMappingTests {
    private func parse(_ line: String) -> MemoryMapping? { MemoryMapping(line: line.utf8) }

    @Test func `reads all fields`() {
        #expect(
            parse("7f0a1000-7f0a3000 r-xp 00026000 fe:01 1441807                    /usr/lib/libc.so.6")
                == MemoryMapping(
                    start: 0x7f0a_1000, end: 0x7f0a_3000, fileOffset: 0x26000, isExecutable: true, device: "fe:01",
                    inode: 1_441_807, path: "/usr/lib/libc.so.6", isDeleted: false))
    }

    @Test func `keeps spaces in names`() {
        #expect(parse("1000-2000 r--p 00000000 08:01 12 /home/me/my  program x")?.path == "/home/me/my  program x")
    }

    @Test func `recognises deleted files, areas and anonymous memory`() {
        let deleted = parse("1000-2000 r-xp 00000000 08:01 12 /tmp/a b (deleted)")
        #expect(deleted?.path == "/tmp/a b" && deleted?.isDeleted == true && deleted?.isFile == true)
        let area = parse("7ffc-7ffe r-xp 00000000 00:00 0                          [vdso]")
        #expect(area?.path == "[vdso]" && area?.isFile == false)
        #expect(parse("1000-2000 rw-p 00000000 00:00 0 ")?.path == "")
        #expect(parse("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]")?.isExecutable == true)
    }

    @Test(arguments: ["", "x", "1000 r-xp 0 0 0", "2000-1000 r-xp 0 0:0 0 /a", "1-g r-xp 0 0:0 0 /a", "1-2 r-xp 0"])
    func `refuses other lines`(line: String) { #expect(parse(line) == nil) }
}
