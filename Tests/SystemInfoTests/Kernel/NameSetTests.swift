import Testing

@testable import SystemInfo

@Suite struct NameSetTests {
    @Test func `a name is new once for each tag`() {
        var set = NameSet()
        let names: [(String, UInt16)] = [
            ("vfs_read", 0), ("vfs_read", 0), ("vfs_read", 1), ("vfs_readv", 0), ("", 0), ("", 0),
        ]
        let isNew = names.map { set.add($0, $1) }
        #expect(isNew == [true, false, true, true, true, false])
        #expect(set.count == 4)
        #expect(set.has("vfs_read", 1))
        #expect(!set.has("vfs_readv", 1))
        #expect(!set.has("vfs", 0))
    }

    /// Compared with the standard library's set, over names that share beginnings, ends and lengths, through growing.
    @Test func `it holds what a set of strings holds`() {
        var set = NameSet()
        var reference: Set<String> = []
        var state: UInt64 = 0x1234_5678
        var disagreements = 0
        for _ in 0..<40_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let name = String(repeating: "x", count: Int(state >> 60)) + String(state >> 44 & 0x3fff, radix: 8)
            let tag = UInt16(state >> 33 & 1)
            if set.add(name, tag) != reference.insert("\(tag) \(name)").inserted { disagreements += 1 }
        }
        #expect(disagreements == 0)
        #expect(set.count == reference.count)
        #expect(set.count > 20_000)
        let missing = reference.filter { !set.has(String($0.dropFirst(2)), $0.first == "1" ? 1 : 0) }
        #expect(missing == [])
    }
}

extension NameSet {
    fileprivate mutating func add(_ name: String, _ tag: UInt16) -> Bool { insert(name.utf8.span, tag: tag) }

    fileprivate func has(_ name: String, _ tag: UInt16) -> Bool { contains(name.utf8.span, tag: tag) }
}
