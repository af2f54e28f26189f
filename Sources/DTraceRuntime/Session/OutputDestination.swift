import SystemInfo

/// Where output goes: the session's own file, or the one `freopen()` named.
final class OutputDestination {
    private let original: OutputFile
    private var redirected: OutputFile?
    private var hasPacketHeader = false

    init(_ original: consuming OutputFile) { self.original = original }

    /// Writes the buffer and empties it.
    func write(_ buffer: inout OutputBuffer) throws(OutputFileError) {
        if redirected != nil {
            try buffer.bytes.withRawSpan { (bytes) throws(OutputFileError) in try redirected?.write(bytes) }
            buffer.removeAll()
        } else {
            try buffer.flush(to: original)
        }
    }

    /// Sends what follows to a file, or back to where output went first when the path is empty.
    func redirect(to path: String, _ buffer: inout OutputBuffer) throws(OutputFileError) {
        try write(&buffer)
        hasPacketHeader = false
        // A file that cannot be opened leaves output where it is.
        redirected = path.isEmpty ? nil : try OutputFile(path: path, mode: .append)
    }

    /// Empties the file output goes to.
    func truncate(_ buffer: inout OutputBuffer) throws(OutputFileError) {
        try write(&buffer)
        if redirected != nil { try redirected?.truncate() } else { try original.truncate() }
    }

    /// Whether output goes to a file that freopen() named.
    var isRedirected: Bool { redirected != nil }

    /// Adds a packet in pcap format; the first one of a file brings the file's header.
    func append(_ packet: CapturedPacket, _ buffer: inout OutputBuffer) throws(OutputFileError) {
        if !hasPacketHeader { buffer.append(contentsOf: PacketFile.header(protocolNumber: packet.protocolNumber)) }
        hasPacketHeader = true
        buffer.append(contentsOf: PacketFile.bytes(of: packet))
        try write(&buffer)
    }
}
