/// CPUs of this machine, from `/sys/devices/system/cpu`.
public enum Processors {
    /// The number of CPUs there can be: per-CPU map values have that many parts. Fixed from boot.
    ///
    /// Where that cannot be read it is the most that a kernel for x86-64 can have (CONFIG_NR_CPUS): buffers for what the
    /// kernel copies of all CPUs must never be too small.
    public static let possibleCount: Int = (possible.max() ?? 8191) + 1

    /// Whether the kernel says how many there can be: not without `/sys`.
    public static var areKnown: Bool { !possible.isEmpty }

    private static let possible = list("/sys/devices/system/cpu/possible")

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
