import CLibbpf

/// Uprobes of one file that attach in one call, `BPF_TRACE_UPROBE_MULTI`.
struct UprobeBatch {
    let path: String
    let isReturn: Bool
    let process: Int?
    var sites: [(index: Int, request: AttachRequest, offset: UInt64, semaphore: UInt64)] = []

    private struct Key: Hashable {
        var path: String
        var isReturn: Bool
        var process: Int?
    }

    /// Groups requests by what one call can share, in the order of first appearance.
    static func grouping(_ requests: [AttachRequest]) throws(AttachError) -> [UprobeBatch] {
        var batches: [UprobeBatch] = []
        var positions: [Key: Int] = [:]
        for (index, request) in requests.enumerated() {
            guard case .uprobe(let path, let offset, let isReturn, let process, let semaphore) = request.point else {
                throw AttachError(
                    index: index, point: request.point,
                    cause: KernelError("attach to \(request.point)", because: "the program is one for uprobes"))
            }
            let key = Key(path: path, isReturn: isReturn, process: process)
            let position = positions[key] ?? batches.count
            if position == batches.count {
                positions[key] = position
                batches.append(UprobeBatch(path: path, isReturn: isReturn, process: process))
            }
            batches[position].sites.append((index, request, offset, semaphore))
        }
        return batches
    }

    func attach(_ program: borrowing LoadedProgram) throws(KernelError) -> FileDescriptor {
        let offsets = sites.map(\.offset)
        let semaphores = sites.contains { $0.semaphore != 0 } ? sites.map(\.semaphore) : []
        let cookies = sites.map(\.request.cookie)
        let path = Array(path.utf8CString)
        var attributes = clibbpf_uprobe_multi()
        attributes.program = UInt32(program.rawDescriptor)
        attributes.attach_type = AttachType.traceUprobeMulti.rawValue
        attributes.count = UInt32(clamping: sites.count)
        attributes.flags = isReturn ? 1 : 0  // BPF_F_UPROBE_MULTI_RETURN
        attributes.process = UInt32(clamping: process ?? 0)
        var result: Result<Int32, ErrorNumber> = .failure(.invalid)
        withAddresses(of: path, offsets, semaphores, cookies) { path, offsets, semaphores, cookies in
            attributes.path = path
            attributes.offsets = offsets
            attributes.semaphores = semaphores
            attributes.cookies = cookies
            result = KernelCall.result(of: BPF_LINK_CREATE, &attributes)
        }
        do throws(ErrorNumber) { return FileDescriptor(try result.get()) } catch {
            let what = sites.count == 1 ? "\(sites[0].request.point)" : "\(sites.count) places in \(self.path)"
            throw KernelError("attach the program '\(program.name)' to \(what)", error)
        }
    }

    /// The sites in two batches.
    var halves: [UprobeBatch] {
        var parts = [self, self]
        parts[0].sites.removeSubrange((sites.count / 2)...)
        parts[1].sites.removeSubrange(..<(sites.count / 2))
        return parts
    }
}

/// Kprobes that attach in one call, `BPF_TRACE_KPROBE_MULTI`.
struct KprobeBatch {
    let isReturn: Bool
    var sites: [(index: Int, request: AttachRequest, symbol: String)] = []

    /// One batch for entries, one for returns.
    static func grouping(_ requests: [AttachRequest]) throws(AttachError) -> [KprobeBatch] {
        var entries = KprobeBatch(isReturn: false)
        var returns = KprobeBatch(isReturn: true)
        for (index, request) in requests.enumerated() {
            guard case .kprobe(let symbol, let offset, let isReturn) = request.point, offset == 0 else {
                throw AttachError(
                    index: index, point: request.point,
                    cause: KernelError(
                        "attach to \(request.point)", because: "kprobe.multi serves the first instruction of functions")
                )
            }
            if isReturn {
                returns.sites.append((index, request, symbol))
            } else {
                entries.sites.append((index, request, symbol))
            }
        }
        return [entries, returns].filter { !$0.sites.isEmpty }
    }

    func attach(_ program: borrowing LoadedProgram) throws(KernelError) -> FileDescriptor {
        let cookies = sites.map(\.request.cookie)
        var names: [CChar] = []
        var starts: [Int] = []
        for site in sites {
            starts.append(names.count)
            names += site.symbol.utf8CString
        }
        var attributes = bpf_attr()
        attributes.link_create.prog_fd = UInt32(program.rawDescriptor)
        attributes.link_create.attach_type = AttachType.traceKprobeMulti.rawValue
        attributes.link_create.kprobe_multi.flags = isReturn ? 1 : 0  // BPF_F_KPROBE_MULTI_RETURN
        attributes.link_create.kprobe_multi.cnt = UInt32(clamping: sites.count)
        var result: Result<Int32, ErrorNumber> = .failure(.invalid)
        names.withUnsafeBytes { names in
            let base = UInt64(UInt(bitPattern: names.baseAddress))
            withAddresses(of: starts.map { base + UInt64($0) }, cookies, [0], [0]) { symbols, cookies, _, _ in
                attributes.link_create.kprobe_multi.syms = symbols
                attributes.link_create.kprobe_multi.cookies = cookies
                result = KernelCall.result(of: BPF_LINK_CREATE, &attributes)
            }
        }
        do throws(ErrorNumber) { return FileDescriptor(try result.get()) } catch {
            let what = sites.count == 1 ? "\(sites[0].request.point)" : "\(sites.count) kernel functions"
            throw KernelError("attach the program '\(program.name)' to \(what)", error)
        }
    }

    /// Finds the function the kernel refused by attaching each alone.
    func blame(_ error: KernelError, _ program: borrowing LoadedProgram) -> AttachError {
        for site in sites {
            var single = KprobeBatch(isReturn: isReturn)
            single.sites = [site]
            do throws(KernelError) { _ = try single.attach(program) } catch {
                return AttachError(index: site.index, point: site.request.point, cause: error)
            }
        }
        return AttachError(index: sites[0].index, point: sites[0].request.point, cause: error)
    }
}

/// Lends the addresses of four arrays as the kernel takes them; that of an empty array is 0.
private func withAddresses<A, B, C, D>(
    of first: [A], _ second: [B], _ third: [C], _ fourth: [D], _ body: (UInt64, UInt64, UInt64, UInt64) -> Void
) {
    func address(_ buffer: UnsafeRawBufferPointer) -> UInt64 {
        buffer.isEmpty ? 0 : UInt64(UInt(bitPattern: buffer.baseAddress))
    }
    first.withUnsafeBytes { first in
        second.withUnsafeBytes { second in
            third.withUnsafeBytes { third in
                fourth.withUnsafeBytes { body(address(first), address(second), address(third), address($0)) }
            }
        }
    }
}
