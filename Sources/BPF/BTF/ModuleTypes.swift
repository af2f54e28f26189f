import CLibbpf

/// The kernel's own type information of a loaded module, as an open object: programs bound to the module's functions are
/// loaded with it.
enum ModuleTypes {
    /// Finds the object by walking over all that the kernel has.
    static func descriptor(ofModule module: String) throws(KernelError) -> FileDescriptor {
        var id: UInt32 = 0
        while bpf_btf_get_next_id(id, &id) == 0 {
            let descriptor = bpf_btf_get_fd_by_id(id)
            // One that has just gone away is none of a loaded module.
            guard descriptor >= 0 else { continue }
            let owned = FileDescriptor(descriptor)
            if isKernelObject(owned.rawValue, named: module) { return owned }
        }
        throw KernelError(
            "find the type information of the module '\(module)'",
            because: "the module is not loaded, or was built without type information")
    }

    private static func isKernelObject(_ descriptor: Int32, named module: String) -> Bool {
        var name = [CChar](repeating: 0, count: 64)
        var info = bpf_btf_info()
        let isKnown = name.withUnsafeMutableBufferPointer { name in
            info.name = UInt64(UInt(bitPattern: name.baseAddress))
            info.name_len = UInt32(name.count)
            return (try? KernelCall.information(of: descriptor, into: &info)) != nil
        }
        guard isKnown, info.kernel_btf != 0 else { return false }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) == module
    }
}
