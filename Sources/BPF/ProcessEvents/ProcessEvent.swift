/// Something that changes which code processes have.
public enum ProcessEvent: Hashable, Sendable {
    /// A process mapped a file as code: it loads a library, or is being given a program.
    case mapped(process: Int, code: MappedCode)
    /// A process began as a copy of another one.
    case forked(process: Int, parent: Int)
    /// A process ended.
    case ended(process: Int)

    /// Reads a record of a perf event's buffer (`enum perf_event_type` in `<linux/perf_event.h>`) behind its header;
    /// nil for records of other kinds and for those about threads.
    init?(type: UInt32, record: RawSpan) {
        func word(_ offset: Int) -> UInt32 { record.unsafeWord(offset) }
        switch type {
        case 10 where record.byteCount > 64:  // PERF_RECORD_MMAP2
            self = .mapped(process: Int(word(0)), code: MappedCode(record: record))
        case 7 where record.byteCount >= 16 && word(0) == word(8):  // PERF_RECORD_FORK: a process, not a thread
            self = .forked(process: Int(word(0)), parent: Int(word(4)))
        case 4 where record.byteCount >= 16 && word(0) == word(8):  // PERF_RECORD_EXIT
            self = .ended(process: Int(word(0)))
        default: return nil
        }
    }
}

/// A file, or what takes the place of one, that a process has mapped as code.
public struct MappedCode: Hashable, Sendable {
    /// The first address.
    public let start: UInt64
    /// The size in bytes.
    public let size: UInt64
    /// Where in the file it begins, in bytes.
    public let fileOffset: UInt64
    /// The numbers of the file system's device.
    public let major: UInt32
    public let minor: UInt32
    /// 0 when there is no file.
    public let inode: UInt64
    /// The path the kernel gives it.
    public let path: String

    /// Reads a `PERF_RECORD_MMAP2` of more than 64 bytes behind its header.
    init(record: RawSpan) {
        start = record.unsafeLong(8)
        size = record.unsafeLong(16)
        fileOffset = record.unsafeLong(24)
        major = record.unsafeWord(32)
        minor = record.unsafeWord(36)
        inode = record.unsafeLong(40)
        var name: [UInt8] = []
        for offset in 64..<record.byteCount {
            let byte = record.unsafeByte(offset)
            if byte == 0 { break }
            name.append(byte)
        }
        path = String(decoding: name, as: UTF8.self)
    }
}

extension RawSpan {
    /// A u64 at an offset that lies inside.
    fileprivate func unsafeLong(_ offset: Int) -> UInt64 {
        unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// A u32 at an offset that lies inside.
    fileprivate func unsafeWord(_ offset: Int) -> UInt32 {
        unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    fileprivate func unsafeByte(_ offset: Int) -> UInt8 { unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self) }
}
