import Synchronization

/// What a `HostSystem` and its copies read once.
final class HostCache: Sendable {
    private let types = Mutex<[String: BTF]>([:])
    private let symbols = Mutex<[String: KernelSymbolIndex]>([:])
    private let offsets = Mutex<[String: Int?]>([:])
    private let sdtProviders = Mutex<[FileIdentity: Set<String>]>([:])
    private let tracepoints = Mutex<Set<String>?>(nil)

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

    /// The offset of a member, looked up on first use.
    func offset(of member: String, _ find: () -> Int?) -> Int? {
        if let known = offsets.withLock({ $0[member] }) { return known }
        let offset = find()
        offsets.withLock { $0[member] = .some(offset) }
        return offset
    }

    /// The symbols below a procfs, read on first use.
    func symbolIndex(of procfs: String, _ read: () throws -> KernelSymbolIndex) throws -> KernelSymbolIndex {
        if let found = symbols.withLock({ $0[procfs] }) { return found }
        let index = try read()
        symbols.withLock { $0[procfs] = index }
        return index
    }
}
