/// CPUs of this machine, from `/sys/devices/system/cpu`.
public enum Processors {
    /// The number of CPUs there can be: per-CPU map values have that many parts. Fixed from boot.
    public static let possibleCount: Int = {
        let all = list("/sys/devices/system/cpu/possible")
        return (all.max() ?? 0) + 1
    }()

    /// The CPUs that run now.
    public static var online: [Int] {
        let all = list("/sys/devices/system/cpu/online")
        return all.isEmpty ? [0] : all
    }

    private static func list(_ path: String) -> [Int] { parse((try? SmallFile.read(path)) ?? "") }

    /// Parses a list such as `0-3,8`.
    static func parse(_ text: String) -> [Int] {
        text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).flatMap { part -> [Int] in
            let bounds = part.split(separator: "-").compactMap { Int($0) }
            guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
            return Array(first...last)
        }
    }
}
