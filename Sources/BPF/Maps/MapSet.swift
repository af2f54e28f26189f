/// The maps of a session: owns them and resolves the names that programs use.
public struct MapSet: ~Copyable, Sendable {
    /// Keeps a map that cannot be copied where arrays and dictionaries can hold it.
    private final class Box: Sendable {
        let map: BPFMap
        init(_ map: consuming BPFMap) { self.map = map }
    }

    private var boxes: [MapReference: Box] = [:]

    /// No maps yet.
    public init() {}

    /// Creates all maps; none remain when one is refused.
    public init(_ specs: [MapSpec]) throws(KernelError) {
        for spec in specs { try create(spec) }
    }

    /// Creates a map and adds it; names are unique.
    public mutating func create(_ spec: MapSpec) throws(KernelError) {
        try insert(try BPFMap(spec))
    }

    /// Adds a map that exists.
    public mutating func insert(_ map: consuming BPFMap) throws(KernelError) {
        let reference = map.spec.reference
        guard boxes[reference] == nil else {
            throw KernelError("add the map '\(reference.name)'", because: "a map of this name is there already")
        }
        boxes[reference] = Box(map)
    }

    /// The number of maps.
    public var count: Int { boxes.count }

    /// Whether a map of this name is there.
    public func contains(_ reference: MapReference) -> Bool { boxes[reference] != nil }

    /// The descriptor that instructions name; nil for a map that is not in the set.
    public func descriptor(of reference: MapReference) -> Int32? { boxes[reference]?.map.rawDescriptor }

    /// Lends a map to `body`.
    public func withMap<Result: ~Copyable>(
        _ reference: MapReference, _ body: (borrowing BPFMap) throws(KernelError) -> Result
    ) throws(KernelError) -> Result {
        guard let box = boxes[reference] else {
            throw KernelError("use the map '\(reference.name)'", because: "no map of this name was created")
        }
        return try body(box.map)
    }
}
