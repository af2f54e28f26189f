/// A place in user code, by name as far as it has one.
public struct UserSymbol: Hashable, Sendable {
    /// The file's name without its folder, or a name like `[vdso]`; empty for code that the process made itself.
    public var object: String
    /// As the source has it, also for C++ and Swift; nil when no symbol covers the address.
    public var function: String?
    /// The distance in bytes from the function's start, or without one from the file's link-time origin.
    public var offset: UInt64
    /// Where in the file the byte at the address is.
    public var fileOffset: UInt64

    public init(object: String, function: String?, offset: UInt64, fileOffset: UInt64) {
        self.object = object
        self.function = function
        self.offset = offset
        self.fileOffset = fileOffset
    }
}

/// Names addresses in processes.
///
/// What was read of a process stays valid after its end: `remember` it while it lives to be able to name its
/// addresses later, or tell what it does with `note` and `noteFork`. A process id that was given to another process is
/// told apart by the start time, another program in the same process (exec) by its name.
public struct UserSymbolizer {
    private let procfs: String
    private var processes: [Int: Image] = [:]
    /// What processes mapped before they were last read, and what was told of them.
    private var history = MappingHistory()
    private var objects: [FileIdentity: Object] = [:]
    /// The code that processes made themselves.
    private var generated: [Int: GeneratedCode] = [:]
    /// The names of symbols that were asked for.
    private var names: [String: String] = [:]

    /// What tells apart the programs that run under one process id.
    private struct Generation: Equatable {
        var startTime: UInt64
        var executable: String
    }

    /// One process as it was last read.
    private struct Image {
        var generation: Generation
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

    /// How many processes may be known before those that have ended are looked for.
    private var sweepCount: Int
    private let limit: Int

    /// - Parameter limit: The number of processes from which on those that have ended are kept for their mappings only,
    ///   and those of the oldest forgotten.
    public init(procfs: String = "/proc", limit: Int = 4096) {
        self.procfs = procfs
        self.limit = limit
        sweepCount = limit
    }

    /// Reads what a process maps now.
    public mutating func remember(pid: Int) { _ = currentImage(pid, refresh: false) }

    /// Remembers that a process has mapped a file as code.
    public mutating func note(_ mapping: MemoryMapping, of process: Int) { history.add([mapping], of: process) }

    /// Remembers that a process began as a copy of another.
    public mutating func noteFork(of parent: Int, to child: Int) { history.fork(parent, to: child) }

    /// Remembers that a process has ended: another one may get its id.
    public mutating func noteEnd(of process: Int) { history.end(process) }

    /// The object and function at an address of a process; nil when no file is known to be mapped there.
    public mutating func symbolize(pid: Int, address: UInt64) -> UserSymbol? {
        if let image = currentImage(pid, refresh: false) {
            if let mapping = image.mapping(of: address) { return symbol(pid, image.rootPrefix, mapping, address) }
            // A library may have been loaded since.
            if let image = currentImage(pid, refresh: true), let mapping = image.mapping(of: address) {
                return symbol(pid, image.rootPrefix, mapping, address)
            }
        }
        return earlierSymbol(pid, address) ?? generatedSymbol(pid, processes[pid]?.rootPrefix ?? "", address)
    }

    /// What was at the address when the process, or one it is a copy of, ran another program, or ran at all.
    private mutating func earlierSymbol(_ pid: Int, _ address: UInt64) -> UserSymbol? {
        var process = pid
        // Deeper families end here; a loop could only come from ids that were given again.
        for _ in 0..<16 {
            if process != pid, let image = currentImage(process, refresh: false),
                let mapping = image.mapping(of: address)
            {
                return symbol(process, image.rootPrefix, mapping, address)
            }
            if let mapping = history.mapping(of: address, in: process) {
                // Another file may have got its name, or its process another view of the file system.
                let isSame = SystemFile.inode(of: mapping.path) == mapping.inode
                return isSame || !mapping.isFile || objects[mapping.identity] != nil
                    ? symbol(process, "", mapping, address) : nil
            }
            guard let parent = history.parent(of: process) else { return nil }
            process = parent
        }
        return nil
    }

    /// The name the process has given to code of its own, whose mapping may be gone with the process.
    private mutating func generatedSymbol(_ pid: Int, _ rootPrefix: String, _ address: UInt64) -> UserSymbol? {
        let code = generated[pid, default: GeneratedCode()].lookup(address, in: pid, rootPrefix, procfs)
        return code.map { UserSymbol(object: "", function: shown($0.name), offset: $0.offset, fileOffset: address) }
    }

    private mutating func currentImage(_ pid: Int, refresh: Bool) -> Image? {
        let known = processes[pid]
        let process = TargetProcess(listed: pid, procfs: procfs)
        // Without an answer the process has ended: what is known of it is all there will be.
        guard let startTime = try? process.startTime(), let executable = try? process.executable() else { return known }
        let generation = Generation(startTime: startTime, executable: executable)
        if let known, known.generation == generation, !refresh { return known }
        guard let mappings = try? process.mappings(), !mappings.isEmpty, let prefix = try? process.rootPrefix() else {
            return known
        }
        // Another program in the same process.
        if let known, known.generation != generation, known.generation.startTime == startTime {
            history.add(known.mappings, of: pid)
        }
        let image = Image(generation: generation, rootPrefix: prefix, mappings: mappings.filter(\.isExecutable))
        processes[pid] = image
        if processes.count > sweepCount { sweep() }
        return image
    }

    /// Keeps of processes that have ended what they mapped, in the history, whose size is bounded.
    private mutating func sweep() {
        for (pid, image) in processes
        where (try? TargetProcess(listed: pid, procfs: procfs).startTime()) != image.generation.startTime {
            history.add(image.mappings, of: pid)
            processes[pid] = nil
            generated[pid] = nil
        }
        sweepCount = max(limit, 2 * processes.count)
    }

    /// The number of processes of which all is known.
    var processCount: Int { processes.count }

    private mutating func symbol(
        _ pid: Int, _ rootPrefix: String, _ mapping: MemoryMapping, _ address: UInt64
    ) -> UserSymbol? {
        let distance = address - mapping.start
        guard mapping.isFile else {
            if let found = generatedSymbol(pid, rootPrefix, address) { return found }
            guard !mapping.path.isEmpty else { return nil }
            return UserSymbol(object: mapping.path, function: nil, offset: distance, fileOffset: distance)
        }
        let object = object(of: mapping, in: pid, rootPrefix)
        let position = mapping.fileOffset &+ distance
        let linked = object.segments.address(ofFileOffset: position)
        let found = linked.flatMap { object.functions.lookup($0) }
        return UserSymbol(
            object: MappedBinary.basename(of: mapping.path), function: found.map { shown($0.name) },
            offset: found?.offset ?? linked ?? position, fileOffset: position)
    }

    /// The name as people wrote it, for C++ and Swift.
    private mutating func shown(_ symbol: String) -> String {
        if let known = names[symbol] { return known }
        let name = DemangledName(symbol)?.shown ?? symbol
        names[symbol] = name
        return name
    }

    private mutating func object(of mapping: MemoryMapping, in pid: Int, _ rootPrefix: String) -> Object {
        if let known = objects[mapping.identity] { return known }
        var object = Object()
        let process = TargetProcess(listed: pid, procfs: procfs)
        if let file = try? ELFFile(path: process.accessPath(of: mapping, rootPrefix: rootPrefix)) {
            object.segments = (try? file.segments()) ?? object.segments
            object.functions = (try? SymbolIndex(file)) ?? object.functions
        }
        objects[mapping.identity] = object
        return object
    }
}
