import Glibc

/// A moment in the local time zone (`TZ`), to the second.
public struct LocalTime: Hashable, Sendable {
    public var year: Int
    /// 0 is January.
    public var month: Int
    /// 1-31.
    public var day: Int
    public var hour: Int
    public var minute: Int
    public var second: Int
    /// 0 is Sunday.
    public var weekday: Int
    /// The abbreviation of the time zone, such as `CET`.
    public var zone: String

    /// The local time at a number of seconds since 1970 UTC; nil when the year does not fit the C library's type.
    public init?(secondsSinceEpoch seconds: Int64) {
        var time = time_t(seconds)
        var parts = tm()
        guard unsafe localtime_r(&time, &parts) != nil else { return nil }
        year = Int(parts.tm_year) + 1900
        month = Int(parts.tm_mon)
        day = Int(parts.tm_mday)
        hour = Int(parts.tm_hour)
        minute = Int(parts.tm_min)
        second = Int(parts.tm_sec)
        weekday = Int(parts.tm_wday)
        zone = unsafe parts.tm_zone.map { unsafe String(cString: $0) } ?? "UTC"
    }

    /// English month names of three letters, as ctime(3) gives them in every locale.
    public static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// English names of the days of the week of three letters.
    public static let weekdayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
}
