import Testing

@testable import DTraceRuntime

@Suite struct OptionNoticeTests {
    @Test func `names sizes with their largest whole unit`() {
        #expect(
            OptionNotice.sentence(option: "bufsize", asked: 8 << 20, granted: 4 << 20) == "buffer size lowered to 4m")
        #expect(
            OptionNotice.sentence(option: "aggsize", asked: 8 << 20, granted: 1536)
                == "aggregation size lowered to 1536")
        #expect(OptionNotice.sentence(option: "bufsize", asked: 4096, granted: 4096) == nil)
        #expect(OptionNotice.sentence(option: "bufsize", asked: 4096, granted: 8192) == nil)
    }

    @Test func `names rates by their time`() {
        let second: Int64 = 1_000_000_000
        #expect(
            OptionNotice.sentence(option: "statusrate", asked: 1, granted: 10 * second)
                == "status rate reduced to once every 10 seconds")
        #expect(
            OptionNotice.sentence(option: "statusrate", asked: 90 * second, granted: 60 * second)
                == "status rate increased to once every 1 minute")
        #expect(
            OptionNotice.sentence(option: "switchrate", asked: 1, granted: second / 50)
                == "switch rate reduced to 50 hz")
        #expect(OptionNotice.sentence(option: "quiet", asked: 1, granted: 0) == nil)
    }
}
