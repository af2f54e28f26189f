import CLibbpf
import Glibc

/// The one place that issues bpf(2) and perf_event_open(2).
enum KernelCall {
    /// Issues a bpf(2) command; an interrupted or busy kernel is asked again a few times.
    static func bpf<Attributes>(
        _ command: bpf_cmd, _ attributes: inout Attributes
    ) throws(ErrorNumber) -> Int32 {
        for _ in 0..<5 {
            let result = withUnsafeMutableBytes(of: &attributes) { bytes in
                clibbpf_bpf(Int32(command.rawValue), bytes.baseAddress, UInt32(bytes.count))
            }
            if result >= 0 { return Int32(truncatingIfNeeded: result) }
            let error = ErrorNumber.last
            guard error == .interrupted || error == .tryAgain else { throw error }
        }
        throw .tryAgain
    }

    /// The same as a value, for use inside closures that cannot throw a typed error.
    static func result<Attributes>(of command: bpf_cmd, _ attributes: inout Attributes) -> Result<Int32, ErrorNumber> {
        do throws(ErrorNumber) { return .success(try bpf(command, &attributes)) } catch { return .failure(error) }
    }

    /// Opens a perf event; `process` -1 with a CPU means everything on that CPU.
    static func perfEventOpen(
        _ attributes: inout perf_event_attr, process: Int32, cpu: Int32
    ) throws(ErrorNumber) -> FileDescriptor {
        attributes.size = UInt32(MemoryLayout<perf_event_attr>.size)
        let descriptor = clibbpf_perf_event_open(&attributes, process, cpu, -1, UInt(PERF_FLAG_FD_CLOEXEC))
        guard descriptor >= 0 else { throw .last }
        return FileDescriptor(descriptor)
    }

    /// Fills an information structure about a BPF object; returns how many bytes of it this kernel knows.
    @discardableResult
    static func information<Info>(of descriptor: Int32, into info: inout Info) throws(ErrorNumber) -> Int {
        let size = UInt32(MemoryLayout<Info>.size)
        var attributes = bpf_attr()
        attributes.info.bpf_fd = UInt32(descriptor)
        attributes.info.info_len = size
        let result = withUnsafeMutablePointer(to: &info) { info in
            attributes.info.info = UInt64(UInt(bitPattern: info))
            return KernelCall.result(of: BPF_OBJ_GET_INFO_BY_FD, &attributes)
        }
        _ = try result.get()
        return Int(attributes.info.info_len)
    }
}
