import CLibbpf
import Glibc
import Synchronization

/// The ids of kernel functions in the kernel's own type information (BTF).
///
/// The type information is read on the first question and kept; a machine without it knows no function.
public final class KernelBTF: Sendable {
    /// The running kernel's.
    public static let running = KernelBTF()

    /// `BTF_KIND_FUNC` of `<linux/btf.h>`.
    private static let functionKind: UInt32 = 12
    /// `BTF_KIND_STRUCT`.
    private static let structureKind: UInt32 = 4
    /// Where the kernel offers its own type information.
    package static let vmlinuxPath = "/sys/kernel/btf/vmlinux"

    private let state = Mutex(State())

    /// Reads nothing yet.
    public init() {}

    /// The id of a function of vmlinux; nil when the kernel has no such function or no type information.
    public func functionID(named name: String) -> UInt32? {
        state.withLock { state in
            if let known = state.functions[name] { return known }
            let id = state.vmlinux().flatMap { Self.find(name, in: $0) }
            state.functions[name] = .some(id)
            return id
        }
    }

    /// The id of a struct of vmlinux; nil when the kernel has no such struct or no type information.
    public func structureID(named name: String) -> UInt32? {
        state.withLock { state in state.vmlinux().flatMap { Self.find(name, kind: Self.structureKind, in: $0) } }
    }

    /// libbpf's object for the types of vmlinux, for those that read more of it; it lives as long as this.
    package var vmlinux: OpaquePointer? {
        // Pointers do not leave a lock, numbers do.
        OpaquePointer(bitPattern: state.withLock { state in UInt(bitPattern: state.vmlinux()) })
    }

    /// The id of a function of a module, or of vmlinux for an empty module name.
    ///
    /// Fails when the module, or the function in it, is not there.
    public func functionID(named name: String, module: String) throws(KernelError) -> UInt32 {
        if module.isEmpty {
            if let id = functionID(named: name) { return id }
        } else if let id = state.withLock({ $0.module(module).flatMap { Self.find(name, in: $0) } }) {
            return id
        }
        let place = module.isEmpty ? "the kernel" : "the module '\(module)'"
        throw KernelError(
            "find the function '\(name)'", because: "the type information of \(place) has none of this name")
    }

    private static func find(
        _ name: String, kind: UInt32 = functionKind, in types: OpaquePointer
    ) -> UInt32? {
        let id = btf__find_by_name_kind(types, name, kind)
        return id > 0 ? UInt32(id) : nil
    }

    /// Owns libbpf's BTF objects; modules' types build on those of vmlinux, which therefore live longer.
    private struct State: ~Copyable {
        var functions: [String: UInt32?] = [:]
        private var base: OpaquePointer?
        private var wasRead = false
        private var modules: [String: OpaquePointer] = [:]

        init() {}

        deinit {
            for types in modules.values { btf__free(types) }
            btf__free(base)
        }

        mutating func vmlinux() -> OpaquePointer? {
            if !wasRead {
                wasRead = true
                // What is missing is told by who needs it, in sentences of ours.
                libbpf_set_print(nil)
                base = Self.read(KernelBTF.vmlinuxPath) ?? btf__load_vmlinux_btf()
            }
            return base
        }

        /// Reads the type information through a mapping, which newer kernels offer (6.16): read(2) takes a call for each page.
        private static func read(_ path: String) -> OpaquePointer? {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            let file = FileDescriptor(descriptor)
            let size = Int(lseek(file.rawValue, 0, SEEK_END))
            guard size > 0 else { return nil }
            let mapped = mmap(nil, size, PROT_READ, MAP_PRIVATE, file.rawValue, 0)
            guard let mapped, mapped != MAP_FAILED else { return nil }
            defer { munmap(mapped, size) }
            return btf__new(mapped, UInt32(clamping: size))
        }

        mutating func module(_ name: String) -> OpaquePointer? {
            if let known = modules[name] { return known }
            guard let base = vmlinux(), let types = btf__load_module_btf(name, base) else { return nil }
            modules[name] = types
            return types
        }
    }
}
