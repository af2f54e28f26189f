/// What is granted of the sizes that options ask for: the kernel takes the memory at once.
extension SessionOptions {
    /// An option with a limit, and what DTrace calls it.
    private struct Limit {
        let option: String
        let name: String
        let bytes: Int
    }

    /// The kernel needs ten seconds for each GB that all CPUs have of an aggregation, and much less for the others.
    private static let limits = [
        Limit(option: "bufsize", name: "buffer size", bytes: 1 << 30),
        Limit(option: "specsize", name: "speculation size", bytes: 1 << 30),
        Limit(option: "aggsize", name: "aggregation size", bytes: 256 << 20),
        Limit(option: "dynvarsize", name: "dynamic variable size", bytes: 1 << 30),
    ]

    /// Bytes granted of a size option: what it asks for, or the most there is.
    func granted(_ option: String) -> Int {
        let wanted = max(0, Int(clamping: number(option) ?? 0))
        return Self.limits.first { $0.option == option }.map { min(wanted, $0.bytes) } ?? wanted
    }

    /// `bufsize` as the kernel wants ring buffers: a power of two, at least a page.
    var ringBufferSize: Int { 1 << (Int.bitWidth - (max(granted("bufsize"), 4096) - 1).leadingZeroBitCount) }

    /// DTrace's notices of the sizes that were not granted as asked.
    var sizeNotices: [String] {
        Self.limits.filter { (number($0.option) ?? 0) > $0.bytes }
            .map { "\($0.name) lowered to \(Self.text($0.bytes))" }
    }

    /// `bufresize=manual`: less than what was asked for will not do.
    var insistsOnSizes: Bool { text("bufresize") == "manual" }

    /// In the largest unit that leaves a whole number.
    private static func text(_ bytes: Int) -> String {
        bytes.isMultiple(of: 1 << 30) ? "\(bytes >> 30)g" : "\(bytes >> 20)m"
    }
}
