/// What a BPF map is to be, before it exists.
public struct MapSpec: Hashable, Sendable {
    /// How programs refer to the map.
    public var reference: MapReference
    /// The kind of map.
    public var type: MapType
    /// Bytes of a key; 4 for arrays, 0 for ring buffers.
    public var keySize: Int
    /// Bytes of a value, of one CPU for per-CPU maps; 4 for maps of programs or maps, 0 for ring buffers.
    public var valueSize: Int
    /// The number of entries; for ring buffers the bytes.
    public var maxEntries: Int
    /// How the map is made.
    public var flags: MapFlags
    /// The form of the inner maps of a map of maps.
    public var inner: InnerMap?
    /// Bytes of entry 0 of a constant map: written and frozen when the map is made.
    public var frozenContents: [UInt8]?

    /// A map to be made; see the fields.
    public init(
        _ reference: MapReference, _ type: MapType, keySize: Int, valueSize: Int, maxEntries: Int,
        flags: MapFlags = [], inner: InnerMap? = nil, frozenContents: [UInt8]? = nil
    ) {
        self.reference = reference
        self.type = type
        self.keySize = keySize
        self.valueSize = valueSize
        self.maxEntries = maxEntries
        self.flags = flags
        self.inner = inner
        self.frozenContents = frozenContents
    }
}

/// The form of the inner maps of a map of maps.
public struct InnerMap: Hashable, Sendable {
    /// The kind of map.
    public var type: MapType
    /// Bytes of a key.
    public var keySize: Int
    /// Bytes of a value.
    public var valueSize: Int
    /// The number of entries; for ring buffers the bytes.
    public var maxEntries: Int

    /// A form; see the fields.
    public init(type: MapType, keySize: Int, valueSize: Int, maxEntries: Int) {
        self.type = type
        self.keySize = keySize
        self.valueSize = valueSize
        self.maxEntries = maxEntries
    }
}

/// Map types, `enum bpf_map_type` of `<linux/bpf.h>`.
public struct MapType: RawRepresentable, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: UInt32
    /// The value with a number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// `BPF_MAP_TYPE_HASH`
    public static let hash = MapType(rawValue: 1)
    /// `BPF_MAP_TYPE_ARRAY`
    public static let array = MapType(rawValue: 2)
    /// `BPF_MAP_TYPE_PROG_ARRAY`
    public static let progArray = MapType(rawValue: 3)
    /// `BPF_MAP_TYPE_PERF_EVENT_ARRAY`
    public static let perfEventArray = MapType(rawValue: 4)
    /// `BPF_MAP_TYPE_PERCPU_HASH`
    public static let perCPUHash = MapType(rawValue: 5)
    /// `BPF_MAP_TYPE_PERCPU_ARRAY`
    public static let perCPUArray = MapType(rawValue: 6)
    /// `BPF_MAP_TYPE_STACK_TRACE`
    public static let stackTrace = MapType(rawValue: 7)
    /// `BPF_MAP_TYPE_LRU_HASH`
    public static let lruHash = MapType(rawValue: 9)
    /// `BPF_MAP_TYPE_ARRAY_OF_MAPS`
    public static let arrayOfMaps = MapType(rawValue: 12)
    /// `BPF_MAP_TYPE_RINGBUF`
    public static let ringBuffer = MapType(rawValue: 27)
    /// `BPF_MAP_TYPE_TASK_STORAGE`
    public static let taskStorage = MapType(rawValue: 29)
}

/// Map creation flags, `BPF_F_*` of `<linux/bpf.h>`.
public struct MapFlags: OptionSet, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: UInt32
    /// The value with a number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// `BPF_F_NO_PREALLOC`: a hash takes memory as it grows.
    public static let noPreallocation = MapFlags(rawValue: 1 << 0)
    /// `BPF_F_RDONLY_PROG`: programs may not write.
    public static let readOnlyProgram = MapFlags(rawValue: 1 << 7)
    /// `BPF_F_MMAPABLE`: an array whose values can be mapped into a process.
    public static let mmapable = MapFlags(rawValue: 1 << 10)
}
