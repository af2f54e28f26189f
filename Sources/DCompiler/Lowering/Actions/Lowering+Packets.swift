import BPF
import DLanguage
import ProviderAPI

// `pcap(buffer, protocol)`: packets from the kernel's socket buffers (`struct sk_buff`).
extension ClauseLowering {
    /// Stores the length of the packet, the number of bytes captured, and those: as many as lie in one piece and fit.
    mutating func storePacket(_ buffer: TypedExpression, at address: IRAddress, room: Int) throws(CompileError) {
        let socketBuffer = try lower(buffer)
        let length = kernelWord(advanced(socketBuffer, by: try offset(of: .packetLength, for: "pcap")), bytes: 4)
        let rest = kernelWord(advanced(socketBuffer, by: try offset(of: .packetRest, for: "pcap")), bytes: 4)
        let data = kernelWord(advanced(socketBuffer, by: try offset(of: .packetData, for: "pcap")), bytes: 8)
        emit(.store(.double, address, operand(length)))
        let count = copy(length, .pinned)
        alu(.sub, count, rest)
        let fits = function.label()
        emit(.jump(.lessOrEqual, count, .immediate(Int32(room)), fits))
        emit(.constant(count, Int64(room)))
        function.bind(fits)
        emit(.store(.double, address.advanced(by: 8), .register(count)))
        let source = register(data)
        let result = callHelper(
            .probeReadKernel, [.address(address.advanced(by: 16)), .register(count), .register(source)])
        check(.register(result), .equal, .constant(0), else: .badAddress, value: data)
    }
}
