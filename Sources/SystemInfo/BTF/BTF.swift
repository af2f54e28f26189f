import BPF
import CLibbpf
import Glibc

/// The types of a kernel or of one of its modules, as the kernel describes them itself.
///
/// The data is read once and never changes; types are taken apart as they are asked for.
public final class BTF: @unchecked Sendable {
    // Sendable because libbpf only reads from it after `init`, and no other owner exists.
    private let handle: OpaquePointer
    /// Whether `handle` is one of `KernelBTF.running`, which frees it.
    private let isBorrowed: Bool
    /// What a module's types are numbered after; kept alive because libbpf refers to it.
    private let base: BTF?

    /// Reads raw type information, such as `/sys/kernel/btf/vmlinux`; a module's needs the kernel's as its base.
    public init(path: String, base: BTF? = nil) throws(BTFError) {
        self.base = base
        // Those of the running kernel are read once for all who need them.
        if path == KernelBTF.vmlinuxPath, let shared = KernelBTF.running.vmlinux {
            handle = shared
            isBorrowed = true
            return
        }
        guard let handle = btf__parse_split(path, base?.handle) else { throw BTFError(path: path, code: errno) }
        self.handle = handle
        isBorrowed = false
    }

    deinit { if !isBorrowed { btf__free(handle) } }

    /// The number of types, `void` and those of the base included.
    public var count: Int { Int(btf__type_cnt(handle)) }

    /// The numbers of the types that are not the base's.
    public var ownTypes: Range<Int> { (base?.count ?? 1)..<count }

    /// Takes a type apart; nil when there is no type of this number.
    public func type(_ id: BTFTypeID) -> BTFType? {
        if id == .void { return .void }
        guard let raw = btf__type_by_id(handle, id.rawValue) else { return nil }
        return decode(raw)
    }

    /// Finds a named type; `kind` is one of those that have names.
    public func find(_ name: String, kind: BTFKind) -> BTFTypeID? {
        let found = btf__find_by_name_kind(handle, name, kind.rawValue)
        return found > 0 ? BTFTypeID(rawValue: UInt32(found)) : nil
    }

    /// Finds the enumeration that has a constant of this name; nil when none has.
    public func findEnumeration(withConstant name: String) -> BTFTypeID? {
        for id in ownTypes {
            guard let raw = btf__type_by_id(handle, UInt32(id)) else { continue }
            let count = Int(btf_vlen(raw))
            switch Int(btf_kind(raw)) {
            case BTF_KIND_ENUM:
                guard let constants = btf_enum(raw) else { continue }
                for index in 0..<count where isName(constants[index].name_off, name) {
                    return BTFTypeID(rawValue: UInt32(id))
                }
            case BTF_KIND_ENUM64:
                guard let constants = btf_enum64(raw) else { continue }
                for index in 0..<count where isName(constants[index].name_off, name) {
                    return BTFTypeID(rawValue: UInt32(id))
                }
            default: continue
            }
        }
        return nil
    }

    private func isName(_ offset: UInt32, _ name: String) -> Bool {
        btf__name_by_offset(handle, offset).map { strcmp($0, name) == 0 } ?? false
    }

    /// The prototype of a function; nil when the type information does not know it.
    public func prototype(ofFunction name: String) -> BTFPrototype? {
        guard let id = find(name, kind: .function), case .function(_, let type)? = type(id),
            case .prototype(let prototype)? = self.type(type)
        else { return nil }
        return prototype
    }

    /// The size in bytes; nil for functions and incomplete types.
    public func size(of id: BTFTypeID) -> Int? {
        let size = btf__resolve_size(handle, id.rawValue)
        return size < 0 ? nil : Int(size)
    }

    /// The alignment in bytes; nil for functions and incomplete types.
    public func alignment(of id: BTFTypeID) -> Int? {
        // libbpf complains aloud of those that are only declared.
        if case .forward? = stripped(id) { return nil }
        let alignment = btf__align_of(handle, id.rawValue)
        return alignment > 0 ? Int(alignment) : nil
    }

    func name(at offset: UInt32) -> String {
        btf__name_by_offset(handle, offset).map { String(cString: $0) } ?? ""
    }
}

/// The kinds of types that are found by name; values as in `<linux/btf.h>`.
public enum BTFKind: UInt32, Hashable, Sendable, CaseIterable {
    case integer = 1
    case structure = 4
    case union = 5
    case enumeration = 6
    case alias = 8
    case function = 12
    case variable = 14
    case float = 16
    case enumeration64 = 19
}
