/// The kernel functions a kprobe can be placed on.
///
/// They are those ftrace can filter, where its list can be read, else the functions of the symbol list; in both cases
/// without the kernel's own list of forbidden places. A name is reported once for each module.
public struct ProbeableFunctions: Sendable {
    private let system: HostSystem

    public init(on system: HostSystem) { self.system = system }

    /// Calls `body` with the name and module of every function that is wanted; conditions get UTF-8 bytes.
    ///
    /// - Parameters:
    ///   - name: The one name that is wanted, when it is known: a list that is at hand is then searched for it.
    ///   - isUnique: At most one function can be wanted, so that none is looked for behind it: its name and its module
    ///     are given.
    public func forEach(
        named isWanted: (Span<UInt8>) -> Bool, inModule isWantedModule: (Span<UInt8>) -> Bool,
        exactly name: String? = nil, isUnique: Bool = false, _ body: (_ name: String, _ module: String) throws -> Void
    ) throws {
        var filter = FunctionFilter(on: system)
        func report(_ name: Span<UInt8>, _ module: Span<UInt8>) throws -> SystemFile.Progress {
            guard isWanted(name), isWantedModule(module) else { return .more }
            guard let module = filter.admit(name, module) else { return .more }
            try body(KernelSymbols.Line.text(name, name.indices), module)
            return isUnique ? .enough : .more
        }
        if let list = filterList {
            try forEachFilterFunction(in: list, exactly: name, isUnique: isUnique, report)
        } else {
            try KernelSymbols(procfs: system.procfs).forEachFunction { name, module in
                // Names with a prefix like this mark padding and places without code of their own.
                name.starts(with: "__pfx_") ? .more : try report(name, module)
            }
        }
    }

    /// ftrace's list, when it may be read: a locked down kernel refuses.
    private var filterList: String? {
        guard let path = system.tracefs.map({ $0 + "/available_filter_functions" }) else { return nil }
        return SystemFile.isReadable(path) ? path : nil
    }

    private func forEachFilterFunction(
        in path: String, exactly name: String?, isUnique: Bool,
        _ body: (Span<UInt8>, Span<UInt8>) throws -> SystemFile.Progress
    ) throws {
        let kernel = KernelSymbol.kernelModule.utf8.span
        func split(_ line: Span<UInt8>) throws -> SystemFile.Progress {
            var end = 0
            while end < line.count, line[end] != UInt8(ascii: " ") { end += 1 }
            let name = line.extracting(0..<end)
            // ftrace keeps the places of discarded functions under this name.
            if name.starts(with: "__ftrace_invalid_address") { return .more }
            return try body(name, end + 3 <= line.count ? line.extracting(end + 2..<line.count - 1) : kernel)
        }
        guard let kept = try system.cache.list(at: path, whole: !isUnique) else {
            return try SystemFile.forEachLine(of: path, split)
        }
        if let name {
            try kept.forEachLine(named: name, split)
        } else {
            try SystemFile.forEachLine(in: kept.text, split)
        }
    }
}

/// Which of the functions that a list names are reported: each once for its module, and none that kprobes must not touch.
private struct FunctionFilter {
    private let system: HostSystem
    /// What the kernel forbids, read when there is a function to ask for.
    private var forbidden: NameSet?
    private var seen = NameSet()
    /// The modules met so far; their indices are the tags in `seen`. Functions of one module follow each other.
    private var modules = [KernelSymbol.kernelModule]
    private var current = 0

    init(on system: HostSystem) { self.system = system }

    /// The module's name if the function is to be reported, else nil.
    mutating func admit(_ name: Span<UInt8>, _ module: Span<UInt8>) -> String? {
        if !module.holds(modules[current]) { current = number(of: module) }
        if forbidden == nil { forbidden = forbiddenNames() }
        guard forbidden?.contains(name) != true, seen.insert(name, tag: UInt16(truncatingIfNeeded: current)) else {
            return nil
        }
        return modules[current]
    }

    private mutating func number(of module: Span<UInt8>) -> Int {
        for (index, known) in modules.enumerated() where module.holds(known) { return index }
        modules.append(KernelSymbols.Line.text(module, module.indices))
        return modules.count - 1
    }

    /// The names of `kprobes/blacklist` in debugfs: lines of an address range, a tab and a name.
    private func forbiddenNames() -> NameSet {
        guard let path = system.debugfs.map({ $0 + "/kprobes/blacklist" }) else { return NameSet() }
        return system.cache.names(in: path) {
            var names = NameSet()
            // A list that cannot be read forbids nothing: the kernel refuses such places when they are enabled.
            try? SystemFile.forEachLine(of: path) { line in
                var start = line.count
                while start > 0, line[start - 1] != UInt8(ascii: "\t") { start -= 1 }
                _ = names.insert(line.extracting(start..<line.count))
                return .more
            }
            return names
        }
    }
}
