import BPF
import Testing

@testable import DTraceRuntime

struct TracingFramesTests {
    @Test func `bounds are those of the functions, neighbours joined, filled to a power of two`() {
        let frames = TracingFrames(functions: [10..<20, 20..<30, 50..<60])
        #expect(frames?.bounds == [0, 10, 30, 50, 60, .max, .max, .max])
        #expect(frames?.specs(highestProbeID: 9).map(\.valueSize) == [64, 8])
        #expect(frames?.specs(highestProbeID: 9).map(\.maxEntries) == [1, 10])
    }

    @Test func `there are none without functions`() {
        #expect(TracingFrames(functions: []) == nil)
    }
}
