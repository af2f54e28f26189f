extension HostSystem {
    /// The kernel's own types, read on first use and kept.
    public func kernelTypes() throws(BTFError) -> BTF {
        try cache.types(at: kernelTypesPath)
    }

    /// Why the kernel's types cannot be read; nil when they can, which is found without reading them.
    public var kernelTypesHindrance: FileError? {
        do throws(FileError) {
            _ = try ReadableFile(path: kernelTypesPath)
            return nil
        } catch {
            return error
        }
    }

    var kernelTypesPath: String { sysfs + "/kernel/btf/vmlinux" }

    /// The types of a loaded module, which refer to the kernel's.
    public func moduleTypes(_ module: String) throws(BTFError) -> BTF {
        try cache.types(at: "\(sysfs)/kernel/btf/\(module)", base: try kernelTypes())
    }

    /// Whether the kernel has a raw tracepoint of this name.
    ///
    /// Every raw tracepoint is described by a typedef `btf_trace_<name>`; a kernel without type information answers no.
    public func hasRawTracepoint(_ name: String) -> Bool {
        rawTracepoints.contains(name)
    }

    /// The byte offset of a direct member of one of the kernel's structs, looked up once; nil when it is not known.
    public func kernelOffset(of member: String, in name: String) -> Int? {
        cache.number(of: "\(name).\(member)") { (try? kernelTypes())?.offset(of: member, in: name) }
    }

    /// The number of one of the kernel's structs, looked up once; nil when it is not known.
    public func kernelStructure(_ name: String) -> BTFTypeID? {
        let number = cache.number(of: "struct \(name)") {
            (try? kernelTypes())?.find(name, kind: .structure).map { Int($0.rawValue) }
        }
        return number.map { BTFTypeID(rawValue: UInt32($0)) }
    }
}
