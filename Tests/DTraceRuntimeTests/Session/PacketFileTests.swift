import Testing

@testable import DTraceRuntime

/// Packets in files as libpcap's tools read them.
struct PacketFileTests {
    @Test func `a header says how times are counted and what packets begin with`() {
        #expect(
            PacketFile.header(protocolNumber: 1) == [
                0x4d, 0x3c, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 1, 0, 0, 0,
            ])
    }

    @Test func `a packet stands behind its time and its lengths`() {
        let packet = CapturedPacket(bytes: [7, 8, 9], length: 300, protocolNumber: 1, time: 5_000_000_258)
        #expect(
            PacketFile.bytes(of: packet) == [5, 0, 0, 0, 2, 1, 0, 0, 3, 0, 0, 0, 0x2c, 1, 0, 0, 7, 8, 9])
    }
}
