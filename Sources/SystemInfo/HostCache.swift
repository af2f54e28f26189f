import Synchronization

/// What a `HostSystem` and its copies read once.
final class HostCache: Sendable {
    private let types = Mutex<[String: BTF]>([:])
    private let symbols = Mutex<[String: KernelSymbolIndex]>([:])
    private let numbers = Mutex<[String: Int?]>([:])
    private let sdtProviders = Mutex<[FileIdentity: Set<String>]>([:])
    private let tracepoints = Mutex<Set<String>?>(nil)
    private let lists = Mutex<[String: List]>([:])
    private let names = Mutex<[String: NameSet]>([:])

    private enum List {
        /// It was asked for one line.
        case used
        case kept(NamedLines)
    }

    /// The type information at the path, read on first use.
    func types(at path: String, base: BTF? = nil) throws(BTFError) -> BTF {
        if let found = types.withLock({ $0[path] }) { return found }
        let read = try BTF(path: path, base: base)
        types.withLock { $0[path] = read }
        return read
    }

    /// The names of the raw tracepoints, asked for on first use.
    func rawTracepoints(_ list: () -> Set<String>) -> Set<String> {
        if let found = tracepoints.withLock({ $0 }) { return found }
        let names = list()
        tracepoints.withLock { $0 = names }
        return names
    }

    /// The names of providers in the notes of a file, read on first use.
    func sdtProviders(of file: FileIdentity, _ read: () -> Set<String>) -> Set<String> {
        if let found = sdtProviders.withLock({ $0[file] }) { return found }
        let names = read()
        sdtProviders.withLock { $0[file] = names }
        return names
    }

    /// A number that the type information gives, such as the offset of a member, looked up on first use.
    func number(of what: String, _ find: () -> Int?) -> Int? {
        if let known = numbers.withLock({ $0[what] }) { return known }
        let number = find()
        numbers.withLock { $0[what] = .some(number) }
        return number
    }

    /// The symbols below a procfs, read on first use.
    func symbolIndex(of procfs: String, _ read: () throws -> KernelSymbolIndex) throws -> KernelSymbolIndex {
        if let found = symbols.withLock({ $0[procfs] }) { return found }
        let index = try read()
        symbols.withLock { $0[procfs] = index }
        return index
    }

    /// The names that a file lists, read on first use.
    func names(in path: String, _ read: () -> NameSet) -> NameSet {
        if let found = names.withLock({ $0[path] }) { return found }
        let set = read()
        names.withLock { $0[path] = set }
        return set
    }

    /// A long list, kept from the second question on, or from the first that needs all of it.
    ///
    /// The kernel makes the text of such a list anew for every reader, which takes it longer than going through it.
    /// - Returns: Nil to a first question that may be answered before the end of the list is reached.
    func list(at path: String, whole: Bool) throws(FileError) -> NamedLines? {
        let known = lists.withLock { lists in
            let known = lists[path]
            if known == nil { lists[path] = .used }
            return known
        }
        if case .kept(let lines) = known { return lines }
        if known == nil, !whole { return nil }
        let lines = NamedLines(try SystemFile.contents(of: path))
        lists.withLock { $0[path] = .kept(lines) }
        return lines
    }
}
