import BPF
import DCompiler
import DLanguage
import SystemInfo

/// User addresses by what their process maps; processes are known after they end, and what they were before exec.
final class UserAddresses: UserSymbolSource {
    private var symbolizer: UserSymbolizer
    private let events: ProcessEventSource?

    /// What the targets map is read at once: they may have ended when their addresses are shown.
    ///
    /// - Parameter program: What is going to be shown. With no user addresses in it nothing is followed.
    init(system: HostSystem, program: CompiledProgram) {
        symbolizer = UserSymbolizer(procfs: system.procfs)
        events = program.namesUserAddresses ? ProcessEventSource() : nil
        remember(system.targetProcesses)
    }

    /// Reads what processes map now.
    func remember(_ processes: [Int]) {
        for process in processes { symbolizer.remember(pid: process) }
    }

    /// Takes in what processes have mapped since the last time.
    func follow() {
        guard let events else { return }
        var mapped: [(process: Int, code: MappedCode)] = []
        var ended: [Int] = []
        _ = events.drain { event in
            switch event {
            case .mapped(let process, let code): mapped.append((process, code))
            case .forked(let process, let parent): symbolizer.noteFork(of: parent, to: process)
            case .ended(let process): ended.append(process)
            }
        }
        // They come CPU by CPU, so that the birth of a process may be told after its end.
        for (process, code) in mapped { symbolizer.note(MemoryMapping(code), of: process) }
        for process in ended { symbolizer.noteEnd(of: process) }
    }

    func symbol(at address: UInt64, inProcess process: Int) -> SymbolName? {
        if let found = symbolizer.symbolize(pid: process, address: address) { return SymbolName(found) }
        // Its process may have mapped it a moment ago.
        follow()
        return symbolizer.symbolize(pid: process, address: address).map { SymbolName($0) }
    }
}

extension SymbolName {
    fileprivate init(_ symbol: UserSymbol) {
        self.init(
            object: symbol.object, function: symbol.function, offset: symbol.offset, fileOffset: symbol.fileOffset)
    }
}

extension MemoryMapping {
    /// As procfs shows it.
    fileprivate init(_ code: MappedCode) {
        func twoDigits(_ number: UInt32) -> String { (number < 16 ? "0" : "") + String(number, radix: 16) }
        self.init(
            start: code.start, end: code.start &+ code.size, fileOffset: code.fileOffset, isExecutable: true,
            device: twoDigits(code.major) + ":" + twoDigits(code.minor), inode: code.inode,
            // Memory without a file has no name there.
            path: code.path.hasPrefix("//") ? "" : code.path, isDeleted: false)
    }
}

extension CompiledProgram {
    /// Whether records or keys hold addresses of processes that are shown by their names.
    fileprivate var namesUserAddresses: Bool {
        clauses.contains { $0.records.contains { $0.actions.contains { $0.fields.contains(where: \.isUserAddress) } } }
            || aggregations.contains { $0.keys.contains(where: \.isUserAddress) }
    }
}

extension RecordedAction {
    fileprivate var fields: [RecordField] {
        switch self {
        case .trace(let field), .symbolic(let field): [field]
        case .printf(_, let fields), .system(_, let fields), .freopen(_, let fields): fields
        default: []
        }
    }
}

extension RecordField {
    fileprivate var isUserAddress: Bool {
        switch type.resolved {
        case .stack(let type): type.isUser
        case .symbol(let type): type != .sym && type != .mod
        default: false
        }
    }
}
