/// The kernel functions a kprobe can be placed on.
///
/// They are those ftrace can filter, where its list can be read, else the functions of the symbol list; in both cases
/// without the kernel's own list of forbidden places. A name is reported once for each module.
public struct ProbeableFunctions: Sendable {
    private let system: HostSystem

    public init(on system: HostSystem) { self.system = system }

    /// Calls `body` with the name and module of every function that is wanted; conditions get UTF-8 bytes.
    public func forEach(
        named isWanted: (Span<UInt8>) -> Bool, inModule isWantedModule: (Span<UInt8>) -> Bool,
        _ body: (_ name: String, _ module: String) throws -> Void
    ) throws {
        let forbidden = forbiddenNames()
        var seen = SeenNames()
        func report(_ name: String, _ module: String) throws {
            if seen.insert(name, of: module), !forbidden.contains(name) { try body(name, module) }
        }
        if let list = filterList {
            try Self.forEachFilterFunction(in: list, isWanted, isWantedModule, report)
        } else {
            try KernelSymbols(procfs: system.procfs).forEachFunction(named: isWanted, inModule: isWantedModule) {
                // Names with a prefix like this mark padding and places without code of their own.
                if !$0.name.hasPrefix("__pfx_") { try report($0.name, $0.module) }
            }
        }
    }

    /// ftrace's list, when it may be read: a locked down kernel refuses.
    private var filterList: String? {
        guard let path = system.tracefs.map({ $0 + "/available_filter_functions" }) else { return nil }
        return SystemFile.isReadable(path) ? path : nil
    }

    private static func forEachFilterFunction(
        in path: String, _ isWanted: (Span<UInt8>) -> Bool, _ isWantedModule: (Span<UInt8>) -> Bool,
        _ body: (String, String) throws -> Void
    ) throws {
        let kernel = KernelSymbol.kernelModule.utf8.span
        // Functions of one module follow each other, so its name is made once.
        var module = ""
        try SystemFile.forEachLine(of: path) { line in
            var end = 0
            while end < line.count, line[end] != UInt8(ascii: " ") { end += 1 }
            let brackets = end + 3 <= line.count ? end + 2..<line.count - 1 : end..<end
            let moduleBytes = brackets.isEmpty ? kernel : line.extracting(brackets)
            guard isWanted(line.extracting(0..<end)), isWantedModule(moduleBytes) else { return .more }
            let name = KernelSymbols.Line.text(line, 0..<end)
            // ftrace keeps the places of discarded functions under this name.
            if name.hasPrefix("__ftrace_invalid_address") { return .more }
            if !moduleBytes.holds(module) { module = KernelSymbols.Line.text(moduleBytes, moduleBytes.indices) }
            try body(name, module)
            return .more
        }
    }

    /// The names of `kprobes/blacklist` in debugfs: lines of an address range, a tab and a name.
    private func forbiddenNames() -> Set<String> {
        guard let debugfs = system.debugfs, let text = try? SystemFile.text(of: debugfs + "/kprobes/blacklist") else {
            return []
        }
        return Set(text.split(separator: "\n").compactMap { $0.split(separator: "\t").last.map(String.init) })
    }
}

/// The functions reported so far; the lists give those of one module one after another.
private struct SeenNames {
    private var module = ""
    private var names: Set<String> = []
    private var others: [String: Set<String>] = [:]

    /// Whether the name is new in its module.
    mutating func insert(_ name: String, of module: String) -> Bool {
        if module != self.module {
            others[self.module] = names
            names = others.removeValue(forKey: module) ?? []
            self.module = module
        }
        return names.insert(name).inserted
    }
}
