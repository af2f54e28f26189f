import Glibc
import SystemInfo
import Testing

@Suite struct LocalTimeTests {
    @Test func `splits a moment into its parts`() throws {
        setenv("TZ", "UTC", 1)
        tzset()
        let time = try #require(LocalTime(secondsSinceEpoch: 123_787_200))
        #expect([time.year, time.month, time.day] == [1973, 11, 3])
        #expect([time.hour, time.minute, time.second, time.weekday] == [17, 20, 0, 1])
        #expect(time.zone == "UTC")
        #expect(LocalTime(secondsSinceEpoch: .max) == nil)
    }
}
