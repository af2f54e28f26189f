/// Something that changes which code processes have.
public enum ProcessEvent: Hashable, Sendable {
    /// A process mapped a file as code: it loads a library, or is being given a program. The path is the kernel's.
    case mapped(process: Int, path: String)
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
            var path: [UInt8] = []
            for offset in 64..<record.byteCount {
                let byte = record.unsafeByte(offset)
                if byte == 0 { break }
                path.append(byte)
            }
            self = .mapped(process: Int(word(0)), path: String(decoding: path, as: UTF8.self))
        case 7 where record.byteCount >= 16 && word(0) == word(8):  // PERF_RECORD_FORK: a process, not a thread
            self = .forked(process: Int(word(0)), parent: Int(word(4)))
        case 4 where record.byteCount >= 16 && word(0) == word(8):  // PERF_RECORD_EXIT
            self = .ended(process: Int(word(0)))
        default: return nil
        }
    }
}

extension RawSpan {
    /// A u32 at an offset that lies inside.
    fileprivate func unsafeWord(_ offset: Int) -> UInt32 {
        unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    fileprivate func unsafeByte(_ offset: Int) -> UInt8 { unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self) }
}
