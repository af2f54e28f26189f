import BPF
import SystemInfo

/// What events say of processes, put together.
struct ChangeList {
    private(set) var list: [ProcessChange] = []
    /// Processes that have ended.
    private(set) var ended: [Int] = []
    private var positions: [Int: Int] = [:]

    mutating func add(_ event: ProcessEvent) {
        switch event {
        case .mapped(let process, let code):
            guard code.path.hasPrefix("/") else { return }
            if let position = positions[process] {
                list[position].paths?.insert(code.path)
            } else {
                append(ProcessChange(process: process, paths: [code.path]))
            }
        case .forked(let process, _):
            if let position = positions[process] {
                list[position].paths = nil
            } else {
                append(ProcessChange(process: process))
            }
        case .ended(let process):
            ended.append(process)
            if let position = positions.removeValue(forKey: process) {
                list.remove(at: position)
                for (other, place) in positions where place > position { positions[other] = place - 1 }
            }
        }
    }

    private mutating func append(_ change: ProcessChange) {
        positions[change.process] = list.count
        list.append(change)
    }
}
