import SystemInfo

/// Byte strings one after another in one piece of memory, numbered from 0.
struct ByteStrings: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where each one ends.
    private var ends: [Int] = []

    var count: Int { ends.count }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    mutating func append(_ string: [UInt8]) {
        bytes += string
        ends.append(bytes.count)
    }

    /// Where a string lies in `bytes`.
    func range(of number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

    /// Whether a string has these bytes.
    func isEqual(_ number: Int, _ string: [UInt8]) -> Bool {
        let range = range(of: number)
        guard range.count == string.count else { return false }
        for index in string.indices where bytes[range.lowerBound + index] != string[index] { return false }
        return true
    }

    /// The first 8 bytes as a number, with zeros behind a shorter string: what tells most strings apart.
    func prefix(of number: Int) -> UInt64 {
        let range = range(of: number)
        if range.count >= 8 {
            return bytes.withRawSpan { $0.integer(at: range.lowerBound, as: UInt64.self) ?? 0 }.bigEndian
        }
        var result: UInt64 = 0
        for index in 0..<8 {
            let place = range.lowerBound + index
            result = result << 8 | (place < range.upperBound ? UInt64(bytes[place]) : 0)
        }
        return result
    }
}

/// Byte strings that are all different, found by their content.
struct ByteStringTable: Sendable {
    private(set) var strings = ByteStrings()
    /// Whether nothing is ever inserted twice: then there is nothing to look for.
    let isDistinct: Bool
    /// The number of a string plus 1 at the place its hash says or behind it, 0 where there is none. Always less than half
    /// full.
    private var slots: [Int32] = []

    var count: Int { strings.count }

    init(isDistinct: Bool = false) { self.isDistinct = isDistinct }

    mutating func removeAll() {
        strings.removeAll()
        for index in slots.indices { slots[index] = 0 }
    }

    /// The number of a string; nil when it is not there.
    func find(_ string: [UInt8]) -> Int? {
        guard !slots.isEmpty else { return nil }
        let found = Int(slots[slot(of: string)])
        return found == 0 ? nil : found - 1
    }

    /// The number of a string, which is added when it is not there.
    mutating func insert(_ string: [UInt8]) -> (number: Int, isNew: Bool) {
        if isDistinct {
            strings.append(string)
            return (strings.count - 1, true)
        }
        if strings.count * 2 >= slots.count { grow() }
        let slot = slot(of: string)
        if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
        strings.append(string)
        slots[slot] = Int32(strings.count)
        return (strings.count - 1, true)
    }

    /// The slot that holds the string, or the free one where it belongs.
    private func slot(of string: [UInt8]) -> Int {
        var hash = ByteHash()
        for byte in string { hash.add(byte) }
        return slot(hash) { strings.isEqual($0, string) }
    }

    private func slot(_ hash: ByteHash, _ isWanted: (Int) -> Bool) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash.value ^ hash.value >> 32) & mask
        while slots[slot] != 0, !isWanted(Int(slots[slot]) - 1) { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: max(16, slots.count * 4))
        for number in 0..<strings.count {
            var hash = ByteHash()
            for place in strings.range(of: number) { hash.add(strings.bytes[place]) }
            slots[slot(hash) { _ in false }] = Int32(number + 1)
        }
    }
}

/// The hash FNV-1a.
private struct ByteHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
}
