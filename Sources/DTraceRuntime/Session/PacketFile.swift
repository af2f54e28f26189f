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

    /// One packet, behind its time and its two lengths.
    static func bytes(of packet: CapturedPacket) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(word: UInt32(truncatingIfNeeded: packet.time / 1_000_000_000))
        bytes.append(word: UInt32(packet.time % 1_000_000_000))
        bytes.append(word: UInt32(clamping: packet.bytes.count))
        bytes.append(word: UInt32(clamping: packet.length))
        return bytes + packet.bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append(word: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) { append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
    }
}
