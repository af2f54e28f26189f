import CLibbpf
import Glibc

/// A map in the kernel; it goes away with its owner once no program uses it.
public struct BPFMap: ~Copyable, Sendable {
    /// What was asked for.
    public let spec: MapSpec
    let descriptor: FileDescriptor

    /// Creates the map; constant maps are filled and frozen.
    ///
    /// Needs CAP_BPF, for some types CAP_PERFMON. Maps of maps and program arrays start empty.
    public init(_ spec: MapSpec) throws(KernelError) {
        self = try BPFMap.make(spec)
    }

    private init(_ spec: MapSpec, _ descriptor: consuming FileDescriptor) {
        self.spec = spec
        self.descriptor = descriptor
    }

    private static func make(_ spec: MapSpec) throws(KernelError) -> BPFMap {
        _ = ResourceLimits.raisedLockedMemory
        guard let form = spec.inner else {
            let map = BPFMap(spec, try create(spec, inner: 0))
            if let contents = spec.frozenContents { try map.freeze(with: contents) }
            return map
        }
        // The kernel takes the form of inner maps from one of them, which need not live on.
        let model = try create(form.model(named: spec.reference.name), inner: 0)
        return BPFMap(spec, try create(spec, inner: model.rawValue))
    }

    /// The descriptor as a number, for instructions; valid as long as the map has its owner.
    public var rawDescriptor: Int32 { descriptor.rawValue }

    /// Whether a value has a part for each possible CPU.
    public var isPerCPU: Bool { spec.type == .perCPUArray || spec.type == .perCPUHash }

    /// Bytes of one CPU's part of a value in buffers: the size, for per-CPU maps rounded up to 8.
    public var valueStride: Int { isPerCPU ? (spec.valueSize + 7) & ~7 : spec.valueSize }

    /// Bytes of a whole value in buffers: for per-CPU maps the parts of all possible CPUs.
    public var bufferedValueSize: Int { isPerCPU ? valueStride * Processors.possibleCount : spec.valueSize }

    private static func create(_ spec: MapSpec, inner: Int32) throws(KernelError) -> FileDescriptor {
        var attributes = bpf_attr()
        attributes.map_type = spec.type.rawValue
        attributes.key_size = UInt32(clamping: spec.keySize)
        attributes.value_size = UInt32(clamping: spec.valueSize)
        attributes.max_entries = UInt32(clamping: spec.maxEntries)
        attributes.map_flags = spec.flags.rawValue
        attributes.inner_map_fd = UInt32(bitPattern: inner)
        ObjectName(spec.reference.name).write(to: &attributes.map_name)
        do throws(ErrorNumber) {
            guard spec.type == .taskStorage else {
                return FileDescriptor(try KernelCall.bpf(BPF_MAP_CREATE, &attributes))
            }
            let types = try StorageTypes.load(valueSize: spec.valueSize)
            attributes.btf_fd = UInt32(bitPattern: types.rawValue)
            attributes.btf_key_type_id = StorageTypes.key
            attributes.btf_value_type_id = StorageTypes.value
            return FileDescriptor(try KernelCall.bpf(BPF_MAP_CREATE, &attributes))
        } catch {
            throw KernelError("create the map '\(spec.reference.name)'", error)
        }
    }

    private func freeze(with contents: [UInt8]) throws(KernelError) {
        let attempt = "fill the constant map '\(spec.reference.name)'"
        guard contents.count <= spec.valueSize, spec.keySize == 4 else {
            throw KernelError(
                attempt, because: "\(contents.count) bytes do not fit its value of \(spec.valueSize) bytes")
        }
        try update(key: UInt32(0), value: contents + [UInt8](repeating: 0, count: spec.valueSize - contents.count))
        var attributes = bpf_attr()
        attributes.map_fd = UInt32(descriptor.rawValue)
        do throws(ErrorNumber) { _ = try KernelCall.bpf(BPF_MAP_FREEZE, &attributes) } catch {
            throw KernelError("freeze the constant map '\(spec.reference.name)'", error)
        }
    }
}

extension InnerMap {
    /// The form as a map of its own.
    public func spec(named name: String) -> MapSpec {
        MapSpec(MapReference(name), type, keySize: keySize, valueSize: valueSize, maxEntries: maxEntries)
    }
}

extension InnerMap {
    /// A map that serves as a model of the form and costs little: ring buffers of any size fit one place.
    fileprivate func model(named name: String) -> MapSpec {
        var spec = spec(named: name)
        if type == .ringBuffer { spec.maxEntries = min(maxEntries, 4096) }
        return spec
    }
}

/// A name as the kernel takes it: at most 15 bytes of letters, digits, `_` and `.`.
struct ObjectName: Hashable {
    let bytes: [UInt8]

    init(_ name: String) {
        bytes = name.utf8.prefix(15).map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
                byte
            default: UInt8(ascii: "_")
            }
        }
    }

    /// Copies the name into a fixed, zeroed field of 16 bytes.
    func write<Field>(to field: inout Field) {
        withUnsafeMutableBytes(of: &field) { $0.copyBytes(from: bytes.prefix($0.count - 1)) }
    }
}
