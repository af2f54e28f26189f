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

/// Lends the addresses of four arrays as the kernel takes them; that of an empty array is 0.
func withAddresses<A, B, C, D>(
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
