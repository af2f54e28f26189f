import CLibbpf

/// The kernel calls that tie a program to one place.
enum Link {
    /// Every firing of an in-kernel tracepoint, with the arguments as the kernel passes them.
    static func rawTracepoint(
        _ program: borrowing LoadedProgram, name: String, cookie: UInt64
    ) throws(KernelError) -> FileDescriptor {
        var failure: ErrorNumber = .invalid
        let descriptor = name.withCString { name -> Int32? in
            var attributes = clibbpf_raw_tracepoint()
            attributes.name = UInt64(UInt(bitPattern: name))
            attributes.program = UInt32(program.rawDescriptor)
            attributes.cookie = cookie
            do throws(ErrorNumber) { return try KernelCall.bpf(BPF_RAW_TRACEPOINT_OPEN, &attributes) } catch {
                failure = error
                return nil
            }
        }
        if let descriptor { return FileDescriptor(descriptor) }
        let attempt = "attach the program '\(program.name)' to the raw tracepoint \(name)"
        if cookie != 0, failure.rawValue == ErrorNumber.tooBig.rawValue {
            throw KernelError(attempt, failure, advice: "this kernel has no cookies on raw tracepoints")
        }
        throw KernelError(attempt, failure)
    }

    /// The entry or exit of the kernel function the program was loaded for.
    static func tracing(_ program: borrowing LoadedProgram, cookie: UInt64) throws(KernelError) -> FileDescriptor {
        var attributes = bpf_attr()
        attributes.link_create.prog_fd = UInt32(program.rawDescriptor)
        attributes.link_create.attach_type = program.expectedAttachType.rawValue
        attributes.link_create.tracing.cookie = cookie
        do throws(ErrorNumber) { return FileDescriptor(try KernelCall.bpf(BPF_LINK_CREATE, &attributes)) } catch {
            throw KernelError("attach the program '\(program.name)' to its kernel function", error)
        }
    }

    /// Whatever an open perf event stands for.
    static func perfEvent(
        _ program: borrowing LoadedProgram, event: Int32, _ request: AttachRequest
    ) throws(KernelError) -> FileDescriptor {
        var attributes = bpf_attr()
        attributes.link_create.prog_fd = UInt32(program.rawDescriptor)
        attributes.link_create.target_fd = UInt32(event)
        attributes.link_create.attach_type = AttachType.perfEvent.rawValue
        attributes.link_create.perf_event.bpf_cookie = request.cookie
        do throws(ErrorNumber) { return FileDescriptor(try KernelCall.bpf(BPF_LINK_CREATE, &attributes)) } catch {
            throw KernelError(
                "attach the program '\(program.name)' to \(request.point)", error,
                advice: error == .access ? "the program reads past the last field of the event" : nil)
        }
    }
}
