import SystemInfo
import Testing

struct PrefetchTests {
    @Test("a hint about an element changes nothing, and one about no element is none")
    func places() {
        let bytes: [UInt8] = [1, 2, 3]
        let words: [UInt64] = []
        for index in [-1, 0, 2, 3, Int.max, Int.min] {
            bytes.prefetch(index)
            words.prefetch(index)
        }
        #expect(bytes == [1, 2, 3])
    }
}
