import BPF
import DLanguage

/// Elements and numbers that are known at the place that is being lowered, because code that always ran before found them.
struct FoundElements {
    private struct Element {
        var map: MapReference
        var identity: [StableNumber]
        var pointer: VirtualRegister
    }

    /// The storage of the running task.
    var threadStorage: VirtualRegister?
    /// The running task.
    var task: VirtualRegister?
    /// The time of this firing.
    var time: VirtualRegister?
    /// What helpers said of the running task.
    var identities: [Helper: VirtualRegister] = [:]
    private var elements: [Element] = []

    func pointer(to variable: DynamicVariable) -> VirtualRegister? {
        guard let identity = variable.identity else { return nil }
        return elements.first { $0.map == variable.map && $0.identity == identity }?.pointer
    }

    mutating func note(_ pointer: VirtualRegister, for variable: DynamicVariable) {
        guard let identity = variable.identity else { return }
        elements.append(Element(map: variable.map, identity: identity, pointer: pointer))
    }

    /// Elements of the variable come or go.
    mutating func forget(_ variable: DynamicVariable) { elements.removeAll { $0.map == variable.map } }

    /// What is still known behind code that may not have run: what was known before it and that code did not change.
    func behind(_ before: FoundElements) -> FoundElements {
        var result = before
        result.elements = before.elements.filter { known in elements.contains { $0.pointer == known.pointer } }
        return result
    }
}

extension ClauseLowering {
    /// Lowers code that does not always run.
    mutating func sometimes<Result>(_ body: (inout ClauseLowering) throws(CompileError) -> Result) throws(CompileError)
        -> Result
    {
        let before = found
        let result = try body(&self)
        found = found.behind(before)
        return result
    }
}
