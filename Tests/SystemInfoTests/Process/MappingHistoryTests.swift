import Testing

@testable import SystemInfo

@Suite struct MappingHistoryTests {
    private func mapping(_ start: UInt64, _ path: String) -> MemoryMapping {
        MemoryMapping(
            start: start, end: start + 0x1000, fileOffset: 0, isExecutable: true, device: "00:01", inode: 7, path: path,
            isDeleted: false)
    }

    @Test func `the newest mapping of an address counts`() {
        var history = MappingHistory()
        history.add([mapping(0x1000, "/old"), mapping(0x4000, "/other")], of: 5)
        history.add([mapping(0x1800, "/new")], of: 5)
        #expect(history.mapping(of: 0x1000, in: 5)?.path == "/old")
        #expect(history.mapping(of: 0x1fff, in: 5)?.path == "/new")
        #expect(history.mapping(of: 0x27ff, in: 5)?.path == "/new")
        #expect(history.mapping(of: 0x2800, in: 5) == nil)
        #expect(history.mapping(of: 0x4fff, in: 5)?.path == "/other")
        #expect(history.mapping(of: 0x4000, in: 6) == nil)
    }

    @Test func `a process id that is given again begins anew`() {
        var history = MappingHistory()
        history.add([mapping(0x1000, "/old")], of: 5)
        history.end(5)
        #expect(history.mapping(of: 0x1000, in: 5)?.path == "/old")
        history.fork(4, to: 5)
        #expect(history.mapping(of: 0x1000, in: 5) == nil)
        #expect(history.parent(of: 5) == 4 && history.parent(of: 4) == nil)
    }

    @Test func `what a child maps may be told before it is born`() {
        var history = MappingHistory()
        history.add([mapping(0x1000, "/early")], of: 5)
        history.fork(4, to: 5)
        #expect(history.mapping(of: 0x1000, in: 5)?.path == "/early")
        #expect(history.parent(of: 5) == 4)
    }

    @Test func `those known for longest are forgotten first`() {
        var history = MappingHistory(limit: 10)
        for process in 1...100 {
            history.add([mapping(0x1000, "/\(process)")], of: process)
            #expect(history.mapping(of: 0x1000, in: process)?.path == "/\(process)")
            for recent in max(1, process - 9)...process {
                #expect(history.mapping(of: 0x1000, in: recent)?.path == "/\(recent)")
            }
        }
        #expect((1...100).count { history.mapping(of: 0x1000, in: $0) != nil } <= 20)
    }

    @Test func `of one process, what was mapped over and what is oldest is forgotten`() {
        var history = MappingHistory(mappingLimit: 10)
        for round in 0..<1000 { history.add([mapping(0x1000, "/same\(round)"), mapping(0x4000, "/other")], of: 5) }
        #expect(history.mappingCount(of: 5) == 2)
        #expect(history.mapping(of: 0x1000, in: 5)?.path == "/same999")
        for place in 10..<1000 as Range<UInt64> { history.add([mapping(place << 12, "/\(place)")], of: 5) }
        #expect(history.mappingCount(of: 5) <= 20)
        #expect(history.mapping(of: 0x1000, in: 5) == nil)
        for place in 990..<1000 as Range<UInt64> {
            #expect(history.mapping(of: place << 12, in: 5)?.path == "/\(place)")
        }
    }
}
