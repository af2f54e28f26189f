import Testing

@testable import DTraceRuntime

/// The buffer policies that print when tracing ends.
struct HeldRecordsTests {
    private func record(_ byte: UInt8, _ count: Int = 10) -> [UInt8] { [UInt8](repeating: byte, count: count) }

    private func bytes(_ held: inout HeldRecords) -> [[UInt8]] {
        held.takeAll().map { [UInt8($0.cpu)] + $0.records.compactMap(\.first) }
    }

    @Test func `ring keeps the last records of each CPU`() {
        var held = HeldRecords(.ring, limit: 30)
        for byte in 1...100 as ClosedRange<UInt8> { held.keep(record(byte), cpu: 3) }
        held.keep(record(200), cpu: 1)
        #expect(!held.isFull)
        #expect(bytes(&held) == [[3, 98, 99, 100], [1, 200]])
        #expect(bytes(&held) == [])
    }

    @Test func `ring gives up as many records as a longer one needs`() {
        var held = HeldRecords(.ring, limit: 30)
        for byte in 1...3 as ClosedRange<UInt8> { held.keep(record(byte), cpu: 0) }
        held.keep(record(4, 15), cpu: 0)
        #expect(bytes(&held) == [[0, 3, 4]])
        held.keep(record(5, 31), cpu: 0)
        #expect(bytes(&held) == [[0]])
    }

    @Test func `fill keeps the first records and is full when one finds no room`() {
        var held = HeldRecords(.fill, limit: 30)
        for byte in 1...3 as ClosedRange<UInt8> { held.keep(record(byte), cpu: 0) }
        held.keep(record(9), cpu: 1)
        #expect(!held.isFull)
        held.keep(record(4), cpu: 0)
        #expect(held.isFull)
        held.keep(record(5, 1), cpu: 1)
        #expect(bytes(&held) == [[0, 1, 2, 3], [1, 9]])
    }
}
