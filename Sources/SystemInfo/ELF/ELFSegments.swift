/// A part of an ELF file that the loader maps: a `PT_LOAD` program header.
public struct ELFSegment: Hashable, Sendable {
    /// The address that the file was linked for.
    public var address: UInt64
    /// Where the bytes begin in the file.
    public var fileOffset: UInt64
    /// How many bytes come from the file; the memory behind them is zero-filled.
    public var fileSize: UInt64
    public var isExecutable: Bool

    public init(address: UInt64, fileOffset: UInt64, fileSize: UInt64, isExecutable: Bool) {
        self.address = address
        self.fileOffset = fileOffset
        self.fileSize = fileSize
        self.isExecutable = isExecutable
    }
}

/// The loadable segments of a file: they translate between link-time addresses and file offsets.
public struct ELFSegments: Hashable, Sendable {
    public var segments: [ELFSegment]

    public init(_ segments: [ELFSegment]) { self.segments = segments }

    /// The file offset of the byte at a link-time address, or nil when no segment takes it from the file.
    public func fileOffset(of address: UInt64) -> UInt64? {
        for segment in segments where address >= segment.address {
            let distance = address - segment.address
            guard distance < segment.fileSize else { continue }
            let (offset, overflow) = segment.fileOffset.addingReportingOverflow(distance)
            if !overflow { return offset }
        }
        return nil
    }

    /// The link-time address of a byte of the file; executable segments are asked first, for pages on a
    /// segment border are mapped twice.
    public func address(ofFileOffset offset: UInt64) -> UInt64? {
        address(ofFileOffset: offset, executable: true) ?? address(ofFileOffset: offset, executable: false)
    }

    private func address(ofFileOffset offset: UInt64, executable: Bool) -> UInt64? {
        for segment in segments where segment.isExecutable == executable && offset >= segment.fileOffset {
            let distance = offset - segment.fileOffset
            guard distance < segment.fileSize else { continue }
            let (address, overflow) = segment.address.addingReportingOverflow(distance)
            if !overflow { return address }
        }
        return nil
    }
}
