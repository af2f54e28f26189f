/// The pcap file format (libpcap's `pcap-savefile`): a file header, then each packet with its own, in host byte order.
struct PacketFile {
    /// Written once before the first packet of a file: magic of nanosecond times, version 2.4, snap length, link type.
    static func header(protocolNumber: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(word: 0xa1b2_3c4d)
        bytes.append(word: 2 | 4 << 16)
        bytes.append(word: 0)
        bytes.append(word: 0)
        bytes.append(word: 65_535)
        bytes.append(word: UInt32(truncatingIfNeeded: protocolNumber))
        return bytes
    }

    /// One packet: `captured` of its `length` bytes, seen at `nanoseconds` since 1970.
    static func packet(_ captured: [UInt8], length: UInt64, nanoseconds: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(word: UInt32(truncatingIfNeeded: nanoseconds / 1_000_000_000))
        bytes.append(word: UInt32(nanoseconds % 1_000_000_000))
        bytes.append(word: UInt32(captured.count))
        bytes.append(word: UInt32(clamping: length))
        return bytes + captured
    }
}

extension [UInt8] {
    fileprivate mutating func append(word: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) { append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
    }
}
