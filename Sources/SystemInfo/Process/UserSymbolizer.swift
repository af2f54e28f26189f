/// A place in user code, by name as far as it has one.
public struct UserSymbol: Hashable, Sendable {
    /// The file's name without its folder, or a name like `[vdso]`.
    public var object: String
    /// nil when no symbol covers the address.
    public var function: String?
    /// The distance in bytes from the function's start, or without one from the file's link-time origin.
    public var offset: UInt64

    public init(object: String, function: String?, offset: UInt64) {
        self.object = object
        self.function = function
        self.offset = offset
    }
}

/// Names addresses in processes.
///
/// What was read of a process stays valid after its end: `remember` it while it lives to be able to name its
/// addresses later. A process id that was given to another process is told apart by the start time.
public struct UserSymbolizer {
    private let procfs: String
    private var processes: [Int: Image] = [:]
    private var objects: [FileIdentity: Object] = [:]

    /// One process as it was last read.
    private struct Image {
        var startTime: UInt64
        var rootPrefix: String
        var mappings: [MemoryMapping]

        /// The mapping that holds an address; they are in the order of their addresses.
        func mapping(of address: UInt64) -> MemoryMapping? {
            var low = 0
            var high = mappings.count
            while low < high {
                let middle = (low + high) / 2
                if mappings[middle].end <= address { low = middle + 1 } else { high = middle }
            }
            return low < mappings.count && mappings[low].start <= address ? mappings[low] : nil
        }
    }

    /// A file's translation tables; empty for one that could not be read.
    private struct Object {
        var segments = ELFSegments([])
        var functions = SymbolIndex([])
    }

    public init(procfs: String = "/proc") { self.procfs = procfs }

    /// Reads what a process maps now.
    public mutating func remember(pid: Int) { _ = currentImage(pid, refresh: false) }

    /// The object and function at an address of a process; nil when no file is mapped there or the process ended unread.
    public mutating func symbolize(pid: Int, address: UInt64) -> UserSymbol? {
        guard let image = currentImage(pid, refresh: false) else { return nil }
        if let mapping = image.mapping(of: address) { return symbol(pid, image, mapping, address) }
        // A library may have been loaded since.
        guard let image = currentImage(pid, refresh: true), let mapping = image.mapping(of: address) else { return nil }
        return symbol(pid, image, mapping, address)
    }

    private mutating func currentImage(_ pid: Int, refresh: Bool) -> Image? {
        let known = processes[pid]
        // Without an answer the process has ended: what is known of it is all there will be.
        guard let process = try? TargetProcess(id: pid, procfs: procfs), let startTime = try? process.startTime() else {
            return known
        }
        if let known, known.startTime == startTime, !refresh { return known }
        guard let mappings = try? process.mappings(), let prefix = try? process.rootPrefix() else { return known }
        let image = Image(startTime: startTime, rootPrefix: prefix, mappings: mappings.filter(\.isExecutable))
        processes[pid] = image
        return image
    }

    private mutating func symbol(
        _ pid: Int, _ image: Image, _ mapping: MemoryMapping, _ address: UInt64
    ) -> UserSymbol? {
        let distance = address - mapping.start
        guard mapping.isFile else {
            return mapping.path.isEmpty ? nil : UserSymbol(object: mapping.path, function: nil, offset: distance)
        }
        let object = object(of: mapping, in: pid, image)
        let name = MappedBinary.basename(of: mapping.path)
        let position = mapping.fileOffset &+ distance
        guard let linked = object.segments.address(ofFileOffset: position) else {
            return UserSymbol(object: name, function: nil, offset: position)
        }
        guard let found = object.functions.lookup(linked) else {
            return UserSymbol(object: name, function: nil, offset: linked)
        }
        return UserSymbol(object: name, function: found.name, offset: found.offset)
    }

    private mutating func object(of mapping: MemoryMapping, in pid: Int, _ image: Image) -> Object {
        if let known = objects[mapping.identity] { return known }
        var object = Object()
        let process = TargetProcess(listed: pid, procfs: procfs)
        if let file = try? ELFFile(path: process.accessPath(of: mapping, rootPrefix: image.rootPrefix)) {
            object.segments = (try? file.segments()) ?? object.segments
            object.functions = (try? SymbolIndex(file)) ?? object.functions
        }
        objects[mapping.identity] = object
        return object
    }
}
