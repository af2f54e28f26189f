import Testing

@testable import DTraceRuntime

struct ByteStringsTests {
    @Test func `strings keep their numbers while the table grows`() {
        var table = ByteStringTable()
        let strings = (0..<5000).map { Array("\($0 * 7919)".utf8) }
        for (number, string) in strings.enumerated() {
            #expect(table.find(string) == nil)
            let added = table.insert(string)
            #expect(added.number == number && added.isNew)
        }
        for (number, string) in strings.enumerated() {
            #expect(table.find(string) == number)
            let known = table.insert(string)
            #expect(known.number == number && !known.isNew)
            #expect(Array(table.strings[number]) == string)
        }
        #expect(table.count == 5000)
    }

    @Test func `strings that begin alike are told apart`() {
        var table = ByteStringTable()
        let strings: [[UInt8]] = [[], [0], [0, 0], [1], [1, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0]]
        for string in strings { #expect(table.insert(string).isNew) }
        #expect(strings.map { table.find($0) } == [0, 1, 2, 3, 4, 5])
    }

    @Test func `an emptied table finds nothing and counts anew`() {
        var table = ByteStringTable()
        for byte in UInt8(0)..<100 { _ = table.insert([byte]) }
        table.removeAll()
        #expect(table.count == 0)
        #expect(table.find([7]) == nil)
        #expect(table.insert([7]).number == 0)
    }

    @Test func `the prefix orders strings as their bytes do`() {
        var strings = ByteStrings()
        for string in ["", "a", "ab", "abcdefgh", "abcdefghi", "b"] { strings.append(Array(string.utf8)) }
        let prefixes = (0..<strings.count).map(strings.prefix(of:))
        #expect(prefixes[0] == 0)
        #expect(prefixes[2] == 0x6162_0000_0000_0000)
        #expect(prefixes[3] == prefixes[4])
        #expect(prefixes == prefixes.sorted())
    }
}
