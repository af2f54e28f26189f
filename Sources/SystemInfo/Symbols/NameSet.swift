import Glibc

/// A set of names given as UTF-8 bytes, for lists of tens of thousands: a few blocks of memory and no string.
///
/// The same name may be in the set once for each tag.
struct NameSet {
    private struct Entry {
        /// The half of the hash that does not choose the slot.
        var check: UInt32
        /// Where the bytes begin; they end where those of the next entry do.
        var start: UInt32
    }

    /// Indices into `entries` counted from 1; 0 is free. The size is a power of two, at most three quarters of it used.
    private var slots: [UInt32]
    private var entries: [Entry] = []
    /// The names one after another, each behind the two bytes of its tag.
    private var bytes: [UInt8] = []

    /// An empty set.
    init() { slots = [UInt32](repeating: 0, count: 1024) }

    /// The number of names, those of different tags counted apart.
    var count: Int { entries.count }

    /// Adds a name; false when it was there already.
    mutating func insert(_ name: Span<UInt8>, tag: UInt16 = 0) -> Bool {
        if 4 * entries.count >= 3 * slots.count { grow() }
        let hash = NameHash.of(name, tag)
        let slot = self.slot(of: name, tag, hash)
        guard slots[slot] == 0 else { return false }
        entries.append(Entry(check: UInt32(hash >> 32), start: UInt32(clamping: bytes.count)))
        bytes.append(UInt8(truncatingIfNeeded: tag))
        bytes.append(UInt8(tag >> 8))
        name.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        slots[slot] = UInt32(clamping: entries.count)
        return true
    }

    /// Whether the name is there.
    func contains(_ name: Span<UInt8>, tag: UInt16 = 0) -> Bool {
        !entries.isEmpty && slots[slot(of: name, tag, NameHash.of(name, tag))] != 0
    }

    /// Where the name is, or would be put.
    private func slot(of name: Span<UInt8>, _ tag: UInt16, _ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if entries[index].check == UInt32(hash >> 32), holds(name, tag, at: index) { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private func holds(_ name: Span<UInt8>, _ tag: UInt16, at index: Int) -> Bool {
        let range = range(of: index)
        guard range.count == name.count, self.tag(of: index) == tag else { return false }
        return bytes.withUnsafeBytes { known in
            name.withUnsafeBytes { name in
                guard let known = known.baseAddress, let name = name.baseAddress else { return true }
                return memcmp(known + range.lowerBound, name, range.count) == 0
            }
        }
    }

    /// By a factor of eight: full lists are either short or very long.
    private mutating func grow() {
        let old = slots
        slots = [UInt32](repeating: 0, count: old.count * 8)
        entries.reserveCapacity(slots.count * 3 / 4)
        for number in old where number != 0 {
            let slot = slot(ofEntry: Int(number) - 1)
            slots[slot] = number
        }
    }

    /// Where an entry belongs that no slot holds.
    private func slot(ofEntry index: Int) -> Int {
        let name = bytes.span.extracting(range(of: index))
        return slot(of: name, tag(of: index), NameHash.of(name, tag(of: index)))
    }

    private func tag(of index: Int) -> UInt16 {
        let start = Int(entries[index].start)
        return UInt16(bytes[start]) | UInt16(bytes[start + 1]) << 8
    }

    /// Where the bytes of a name are.
    private func range(of index: Int) -> Range<Int> {
        let end = index + 1 < entries.count ? Int(entries[index + 1].start) : bytes.count
        return Int(entries[index].start) + 2..<end
    }
}
