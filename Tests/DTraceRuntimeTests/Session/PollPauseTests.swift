import Testing

@testable import DTraceRuntime

struct PollPauseTests {
    /// The pauses after looks that found so many records.
    private func pauses(longest: Int = .max, _ records: Int...) -> [Int] {
        var pause = PollPause(longest: longest)
        return [pause.milliseconds]
            + records.map {
                pause.note(records: $0)
                return pause.milliseconds
            }
    }

    @Test func `a quiet session looks 20 times a second`() {
        #expect(pauses(0, 1, 0, 2, 0, 1, 0, 0) == [1, 2, 4, 8, 16, 32, 50, 50, 50])
    }

    @Test func `one look is enough to see that much arrives`() {
        #expect(pauses(0, 0, 0, 16_384, 8000, 8000, 1_000_000) == [1, 2, 4, 8, 1, 1, 1, 1])
    }

    @Test func `records that come slowly wait for each other`() {
        #expect(pauses(0, 0, 0, 4096, 2048, 1024, 2048) == [1, 2, 4, 8, 4, 4, 8, 8])
    }

    @Test func `no pause is longer than wanted`() {
        #expect(pauses(longest: 3, 0, 0, 0) == [1, 2, 3, 3])
        #expect(pauses(longest: 0, 0, 0) == [1, 1, 1])
    }
}
