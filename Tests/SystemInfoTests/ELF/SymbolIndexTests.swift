import SystemInfo
import Testing

@Suite struct SymbolIndexTests {
    private let index = SymbolIndex([
        ELFSymbol(name: "outer", address: 0x100, size: 0x100),
        ELFSymbol(name: "inner", address: 0x120, size: 0x10),
        ELFSymbol(name: "__libc_malloc", address: 0x300, size: 0x40),
        ELFSymbol(name: "malloc", address: 0x300, size: 0x40),
        ELFSymbol(name: "local_name", address: 0x300, size: 0x40, binding: .local),
        ELFSymbol(name: "label", address: 0x400, size: 0),
        ELFSymbol(name: "after", address: 0x500, size: 4),
    ])

    private func name(_ address: UInt64) -> String? { index.lookup(address).map { "\($0.name)+\($0.offset)" } }

    @Test func `finds the function that covers an address`() {
        #expect(name(0xff) == nil)
        #expect(name(0x100) == "outer+0")
        #expect(name(0x12f) == "inner+15")
        #expect(name(0x130) == "outer+48")
        #expect(name(0x1ff) == "outer+255")
        #expect(name(0x200) == nil)
        #expect(name(0x503) == "after+3")
        #expect(name(0x504) == nil)
    }

    @Test func `prefers the name people know`() { #expect(name(0x301) == "malloc+1") }

    @Test func `a function without size ends where the next begins`() {
        #expect(name(0x4ff) == "label+255")
        #expect(name(0x500) == "after+0")
    }

    @Test func `agrees with a search of all functions`() throws {
        let file = try ELFFile(path: "/lib/x86_64-linux-gnu/libc.so.6")
        var all: [ELFSymbol] = []
        try file.forEachFunction { all.append($0) }
        let index = try SymbolIndex(file)
        for symbol in all.prefix(3000) where symbol.size > 0 {
            let found = try #require(index.lookup(symbol.address + symbol.size - 1))
            #expect(
                all.contains {
                    $0.name == found.name && $0.address + found.offset == symbol.address + symbol.size - 1
                })
        }
    }
}
