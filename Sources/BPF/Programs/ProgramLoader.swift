import CLibbpf

/// Loads one encoded program: without a log first, because a log costs time, and with one when that fails.
struct ProgramLoader {
    let spec: ProgramSpec
    let encoded: EncodedCode
    /// The open type information of `spec.attachModule`; nil for the kernel's own.
    var moduleTypes: Int32?

    /// The log grows up to this size; the kernel's own limit is larger than any log people read.
    private static let largestLog = 16 << 20

    func load() throws(LoadError) -> FileDescriptor {
        do throws(ErrorNumber) { return try attempt(log: nil) } catch {
            // The log would say that the verifier was content: the program's descriptor is made after it.
            throw error.isScarcity ? .refused(KernelError(what, error)) : try explain(error)
        }
    }

    /// Loads again with a log. A program that is now accepted is not an error to explain, so the first one stays.
    private func explain(_ first: ErrorNumber) throws(LoadError) -> LoadError {
        var size = 1 << 16
        while true {
            var log = [UInt8](repeating: 0, count: size)
            do throws(ErrorNumber) {
                _ = try attempt(log: &log)
                return .refused(KernelError(what, first))
            } catch {
                if error == .noSpace, size < Self.largestLog {
                    size *= 4
                    continue
                }
                let text = String(decoding: log.prefix { $0 != 0 }, as: UTF8.self)
                return text.isEmpty ? .refused(refusal(error)) : .rejected(VerifierRejection(spec, encoded, log: text))
            }
        }
    }

    private var what: String { "load the program '\(spec.name)'" }

    /// Refusals without a log come from before the verifier: rights, policy, types this kernel does not have.
    private func refusal(_ error: ErrorNumber) -> KernelError {
        if error == .permission, spec.type == .tracing, Rights.current.missingForTracing.isEmpty {
            return KernelError(
                what, error,
                advice: "the kernel's policy (lockdown) keeps programs off the entry and exit of kernel functions")
        }
        if error == .invalid {
            return KernelError(what, error, advice: "this kernel may not have programs of this type")
        }
        return KernelError(what, error)
    }

    private func attempt(log: UnsafeMutablePointer<[UInt8]>?) throws(ErrorNumber) -> FileDescriptor {
        var attributes = bpf_attr()
        attributes.prog_type = spec.type.rawValue
        attributes.expected_attach_type = spec.expectedAttachType.rawValue
        attributes.attach_btf_id = spec.attachBTFID
        if let moduleTypes { attributes.attach_btf_obj_fd = UInt32(bitPattern: moduleTypes) }
        // Programs of this type run in a system call of their caller, and the kernel takes them only as sleepable.
        if spec.type == .syscall { attributes.prog_flags = UInt32(BPF_F_SLEEPABLE) }
        attributes.insn_cnt = UInt32(clamping: encoded.slots.count)
        ObjectName(spec.name).write(to: &attributes.prog_name)
        guard encoded.functionSlots.count > 1 else { return FileDescriptor(try issue(&attributes, log: log, []).get()) }
        let types = FunctionTypes(program: spec.name, functionSlots: encoded.functionSlots)
        let typesDescriptor = try types.load()
        attributes.prog_btf_fd = UInt32(typesDescriptor.rawValue)
        attributes.func_info_rec_size = UInt32(FunctionTypes.recordSize)
        attributes.func_info_cnt = UInt32(encoded.functionSlots.count)
        return FileDescriptor(try issue(&attributes, log: log, types.records).get())
    }

    /// Fills in the addresses while they are valid and asks the kernel.
    private func issue(
        _ attributes: inout bpf_attr, log: UnsafeMutablePointer<[UInt8]>?, _ functions: [UInt32]
    ) -> Result<Int32, ErrorNumber> {
        encoded.slots.withUnsafeBytes { slots in
            functions.withUnsafeBytes { functions in
                // The kernel offers most tracing helpers to programs under the GPL only.
                "GPL".withCString { license in
                    attributes.insns = UInt64(UInt(bitPattern: slots.baseAddress))
                    attributes.license = UInt64(UInt(bitPattern: license))
                    attributes.func_info = functions.isEmpty ? 0 : UInt64(UInt(bitPattern: functions.baseAddress))
                    guard let log else { return KernelCall.result(of: BPF_PROG_LOAD, &attributes) }
                    return log.pointee.withUnsafeMutableBytes { buffer in
                        attributes.log_buf = UInt64(UInt(bitPattern: buffer.baseAddress))
                        attributes.log_size = UInt32(buffer.count)
                        attributes.log_level = 1
                        return KernelCall.result(of: BPF_PROG_LOAD, &attributes)
                    }
                }
            }
        }
    }
}
