/// A mapping of a file into a process: one line of `/proc/<pid>/maps` (proc(5)).
public struct MemoryMapping: Hashable, Sendable {
    /// The first address, and the first one behind the mapping.
    public var start: UInt64
    public var end: UInt64
    /// Where in the file it begins, in bytes.
    public var fileOffset: UInt64
    public var isExecutable: Bool
    /// The file system's device number as the kernel prints it, and the inode; 0 without a file.
    public var device: String
    public var inode: UInt64
    /// The file's name when it was opened, in the process's own view of the file system, or a name like `[vdso]`.
    public var path: String
    /// Whether the file has no name any more.
    public var isDeleted: Bool

    public init(
        start: UInt64, end: UInt64, fileOffset: UInt64, isExecutable: Bool, device: String, inode: UInt64,
        path: String, isDeleted: Bool
    ) {
        self.start = start
        self.end = end
        self.fileOffset = fileOffset
        self.isExecutable = isExecutable
        self.device = device
        self.inode = inode
        self.path = path
        self.isDeleted = isDeleted
    }

    /// Whether a file lies behind it.
    public var isFile: Bool { inode != 0 && path.utf8.first == UInt8(ascii: "/") }

    /// What tells files apart even when their names are equal.
    public var identity: FileIdentity { FileIdentity(device: device, inode: inode) }
}

extension MemoryMapping {
    /// Reads one line such as `55d0a-55d0b r-xp 00002000 fe:01 1234   /usr/bin/a file (deleted)`; nil for another form.
    public init?(line: some Collection<UInt8>) {
        // The name may hold spaces: only the first five fields are separated by them.
        let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5, omittingEmptySubsequences: true)
        guard fields.count >= 5 else { return nil }
        let addresses = fields[0].split(separator: UInt8(ascii: "-"))
        guard addresses.count == 2, let start = UInt64(ascii: addresses[0], radix: 16),
            let end = UInt64(ascii: addresses[1], radix: 16), let offset = UInt64(ascii: fields[2], radix: 16),
            let inode = UInt64(ascii: fields[4], radix: 10), start < end
        else { return nil }
        let name = fields.count > 5 ? fields[5].drop { $0 == UInt8(ascii: " ") } : fields[4].suffix(0)
        var path = String(decoding: name, as: UTF8.self)
        let mark = " (deleted)"
        let isDeleted = path.hasSuffix(mark)
        if isDeleted { path.removeLast(mark.count) }
        self.init(
            start: start, end: end, fileOffset: offset, isExecutable: fields[1].contains(UInt8(ascii: "x")),
            device: String(decoding: fields[3], as: UTF8.self), inode: inode, path: path, isDeleted: isDeleted)
    }
}

extension UInt64 {
    /// A number from ASCII digits without sign or prefix.
    fileprivate init?(ascii digits: some Collection<UInt8>, radix: Int) {
        self.init(String(decoding: digits, as: UTF8.self), radix: radix)
    }
}
