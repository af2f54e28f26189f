/// What a BPF map is to be, before it exists.
public struct MapSpec: Hashable, Sendable {
    /// How programs refer to the map.
    public var reference: MapReference
    public var type: MapType
    /// Sizes in bytes.
    public var keySize: Int
    public var valueSize: Int
    public var maxEntries: Int
    public var flags: MapFlags
    /// The form of the inner maps of a map of maps.
    public var inner: InnerMap?
    /// Bytes of entry 0 of a constant map: written and frozen when the map is made.
    public var frozenContents: [UInt8]?

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
    public var type: MapType
    public var keySize: Int
    public var valueSize: Int
    public var maxEntries: Int

    public init(type: MapType, keySize: Int, valueSize: Int, maxEntries: Int) {
        self.type = type
        self.keySize = keySize
        self.valueSize = valueSize
        self.maxEntries = maxEntries
    }
}

/// Map types, `enum bpf_map_type` of `<linux/bpf.h>`.
public struct MapType: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let hash = MapType(rawValue: 1)
    public static let array = MapType(rawValue: 2)
    public static let progArray = MapType(rawValue: 3)
    public static let perfEventArray = MapType(rawValue: 4)
    public static let perCPUHash = MapType(rawValue: 5)
    public static let perCPUArray = MapType(rawValue: 6)
    public static let stackTrace = MapType(rawValue: 7)
    public static let lruHash = MapType(rawValue: 9)
    public static let arrayOfMaps = MapType(rawValue: 12)
    public static let ringBuffer = MapType(rawValue: 27)
    public static let taskStorage = MapType(rawValue: 29)
}

/// Map creation flags, `BPF_F_*` of `<linux/bpf.h>`.
public struct MapFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let noPreallocation = MapFlags(rawValue: 1 << 0)
    public static let readOnlyProgram = MapFlags(rawValue: 1 << 7)
    public static let mmapable = MapFlags(rawValue: 1 << 10)
}
