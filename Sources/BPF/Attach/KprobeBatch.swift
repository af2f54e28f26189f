import CLibbpf

/// Kprobes that attach in one call, `BPF_TRACE_KPROBE_MULTI`.
struct KprobeBatch {
    let isReturn: Bool
    /// Whether the functions are given by their addresses rather than their names.
    let isByAddress: Bool
    var sites: [Site] = []

    /// A function to attach to.
    struct Site {
        /// The place of its request.
        var index: Int
        var request: AttachRequest
        var symbol: String
        /// 0 when only the name is known.
        var address: UInt64
    }

    /// Batches of entries and returns, by name and by address.
    static func grouping(_ requests: [AttachRequest]) throws(AttachError) -> [KprobeBatch] {
        var batches: [KprobeBatch] = []
        for (index, request) in requests.enumerated() {
            let site: Site
            let isReturn: Bool
            switch request.point {
            case .kprobe(let symbol, 0, let side):
                (site, isReturn) = (Site(index: index, request: request, symbol: symbol, address: 0), side)
            case .kprobeAddress(let address, let symbol, let side):
                (site, isReturn) = (Site(index: index, request: request, symbol: symbol, address: address), side)
            default:
                throw AttachError(
                    index: index, point: request.point,
                    cause: KernelError(
                        "attach to \(request.point)", because: "kprobe.multi serves the first instruction of functions")
                )
            }
            let isByAddress = site.address != 0
            if let known = batches.firstIndex(where: { $0.isReturn == isReturn && $0.isByAddress == isByAddress }) {
                batches[known].sites.append(site)
            } else {
                batches.append(KprobeBatch(isReturn: isReturn, isByAddress: isByAddress, sites: [site]))
            }
        }
        return batches
    }

    /// The two halves of a batch, nil for a single site: the kernel does not say which site it refuses.
    var halves: [KprobeBatch]? {
        guard sites.count > 1 else { return nil }
        var halves = [self, self]
        halves[0].sites = Array(sites[..<(sites.count / 2)])
        halves[1].sites = Array(sites[(sites.count / 2)...])
        return halves
    }

    func attach(_ program: borrowing LoadedProgram) throws(KernelError) -> FileDescriptor {
        let cookies = sites.map(\.request.cookie)
        var names: [CChar] = []
        var starts: [Int] = []
        for site in sites {
            starts.append(names.count)
            names += site.symbol.utf8CString
        }
        let addresses = isByAddress ? sites.map(\.address) : []
        var attributes = bpf_attr()
        attributes.link_create.prog_fd = UInt32(program.rawDescriptor)
        attributes.link_create.attach_type = AttachType.traceKprobeMulti.rawValue
        attributes.link_create.kprobe_multi.flags = isReturn ? 1 : 0  // BPF_F_KPROBE_MULTI_RETURN
        attributes.link_create.kprobe_multi.cnt = UInt32(clamping: sites.count)
        var result: Result<Int32, ErrorNumber> = .failure(.invalid)
        names.withUnsafeBytes { names in
            let base = UInt64(UInt(bitPattern: names.baseAddress))
            let symbols = isByAddress ? [] : starts.map { base + UInt64($0) }
            withAddresses(of: symbols, cookies, addresses, [0]) { symbols, cookies, addresses, _ in
                // One of the two is 0.
                attributes.link_create.kprobe_multi.syms = symbols
                attributes.link_create.kprobe_multi.addrs = addresses
                attributes.link_create.kprobe_multi.cookies = cookies
                result = KernelCall.result(of: BPF_LINK_CREATE, &attributes)
            }
        }
        do throws(ErrorNumber) { return FileDescriptor(try result.get()) } catch {
            let what = sites.count == 1 ? "\(sites[0].request.point)" : "\(sites.count) kernel functions"
            throw KernelError("attach the program '\(program.name)' to \(what)", error)
        }
    }
}
