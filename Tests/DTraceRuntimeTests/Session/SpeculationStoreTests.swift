import DCompiler
import Testing

@testable import DTraceRuntime

/// Speculations whose records and ends are read in any order.
@Suite struct SpeculationStoreTests {
    private func tag(_ number: UInt32, _ generation: UInt32, isAwaited: Bool = false) -> SpeculationTag {
        SpeculationTag(bits: number | generation << 14 | (isAwaited ? 1 << 31 : 0))
    }

    @Test func `tags have a number, a generation and what the reader is to do`() {
        #expect(tag(5, 9).number == 5)
        #expect(tag(5, 9).generation == 9)
        #expect(!tag(5, 9).isAwaited)
        #expect(tag(8192, 0x1ffff, isAwaited: true).generation == 0x1ffff)
        #expect(tag(8192, 0x1ffff, isAwaited: true).isAwaited)
        #expect(tag(1, 3).precedes(tag(1, 4)) && !tag(1, 4).precedes(tag(1, 3)) && !tag(1, 4).precedes(tag(1, 4)))
        #expect(tag(1, 0x1ffff).precedes(tag(1, 0)) && !tag(1, 0).precedes(tag(1, 0x1ffff)))
    }

    @Test func `records come out in the order they came, as long as there is room`() {
        var store = SpeculationStore()
        for byte in 1...3 as ClosedRange<UInt8> {
            let isKept = store.keep([byte, 0], cpu: Int(byte), tag: tag(1, 1), limit: 4)
            #expect(isKept == (byte < 3))
        }
        #expect(store.end(of: tag(1, 1)) == nil)
        let records = store.close(tag(1, 1), committed: true)
        #expect(records.map(\.bytes) == [[1, 0], [2, 0]])
        #expect(records.map(\.cpu) == [1, 2])
        #expect(store.end(of: tag(1, 1)) == true)
        #expect(store.end(of: tag(1, 2)) == nil)
        let again = store.close(tag(1, 1), committed: true)
        #expect(again.isEmpty)
    }

    @Test func `an end that is read before that of an earlier speculation takes none of its records`() {
        var store = SpeculationStore()
        _ = store.keep([1], cpu: 0, tag: tag(1, 5), limit: 10)
        _ = store.keep([2], cpu: 1, tag: tag(1, 6), limit: 10)
        let later = store.close(tag(1, 6), committed: true)
        #expect(later.map(\.bytes) == [[2]])
        store.forgetLost()
        let earlier = store.close(tag(1, 5), committed: true)
        #expect(earlier.map(\.bytes) == [[1]])
    }

    @Test func `records whose end was lost are forgotten after the end of a later speculation`() {
        var store = SpeculationStore()
        _ = store.keep([1], cpu: 0, tag: tag(1, 5), limit: 10)
        _ = store.keep([3], cpu: 0, tag: tag(1, 7), limit: 10)
        let middle = store.close(tag(1, 6), committed: false)
        #expect(middle.isEmpty)
        store.forgetLost()
        store.forgetLost()
        let lost = store.close(tag(1, 5), committed: true)
        #expect(lost.isEmpty)
        let last = store.close(tag(1, 7), committed: true)
        #expect(last.map(\.bytes) == [[3]])
    }

    @Test func `those the reader is to free are told once`() {
        var store = SpeculationStore()
        _ = store.close(tag(1, 1), committed: true)
        _ = store.close(tag(2, 1, isAwaited: true), committed: false)
        let first = store.takeAwaited()
        #expect(first == [tag(2, 1, isAwaited: true)])
        let second = store.takeAwaited()
        #expect(second.isEmpty)
    }
}
