import Testing

@testable import SystemInfo

@Suite struct PerfMapTests {
    private func lookup(_ text: String, _ address: UInt64) -> String? {
        PerfMap(Array(text.utf8)).lookup(address).map { "\($0.name)+\($0.offset)" }
    }

    @Test func `a piece of code has a start, a size and a name that may hold blanks`() {
        let text = "7f00 20 Lshop/Cart;::add\n7e00 10 void main(int, char)\n"
        #expect(lookup(text, 0x7f00) == "Lshop/Cart;::add+0")
        #expect(lookup(text, 0x7f1f) == "Lshop/Cart;::add+31")
        #expect(lookup(text, 0x7f20) == nil)
        #expect(lookup(text, 0x7e05) == "void main(int, char)+5")
        #expect(lookup(text, 0x7dff) == nil)
    }

    @Test func `memory that is used again has its latest name`() {
        #expect(lookup("10 10 old\n40 8 other\n10 8 new\n", 0x14) == "new+4")
    }

    @Test func `lines of another form are passed over`() {
        let text = "\nzz 10 a\n10\n10 10\n20 g b\n11111111111111111 10 c\nffffffffffffffff 2 d\n30 10 last"
        #expect(lookup(text, 0x15) == nil)
        #expect(lookup(text, 0x20) == nil)
        #expect(lookup(text, 0x38) == "last+8")
        #expect(lookup("", 0) == nil)
    }
}
