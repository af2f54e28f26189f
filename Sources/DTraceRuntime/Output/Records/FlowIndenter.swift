import ProviderAPI

/// Indents rows by the flow of calls on their CPU (`-F`).
///
/// A probe whose name is or ends in `-entry` begins a level, one in `-return` ends it. Two clauses of one probe make one
/// step: the second entry row and all but the last return row are shown like other probes.
struct FlowIndenter: Sendable {
    enum Step: Hashable, Sendable {
        case entry, `return`, none
    }

    /// How a row is shown.
    struct Row: Hashable, Sendable {
        var indent: Int
        var prefix: StaticText
        var step: Step
    }

    /// The prefixes of rows.
    enum StaticText: String, Sendable {
        case entry = " -> "
        case systemCallEntry = " => "
        case `return` = " <- "
        case systemCallReturn = " <= "
        case other = "| "
    }

    private struct State: Sendable {
        var indent = 0
        var last: RecordIdentity?
    }
    private var states: [Int: State] = [:]

    /// The levels of calls that are shown at most; deeper ones stay at this indent.
    private static let deepest = 500

    /// Takes the next row of a CPU; `following` is the record after it on the same CPU, if that is known.
    mutating func row(
        for identity: RecordIdentity, probe: ProbeDescription, cpu: Int, following: RecordIdentity?
    ) -> Row {
        var state = states[cpu] ?? State()
        var step = Self.step(of: probe.name)
        if step == .entry, let last = state.last, last.probe == identity.probe, last.clause != identity.clause {
            step = .none
        }
        if step == .return, let following, following.probe == identity.probe, following.clause != identity.clause {
            step = .none
        }
        if step == .return { state.indent = max(0, state.indent - 2) }
        let row = Row(indent: state.indent, prefix: Self.prefix(step, provider: probe.provider), step: step)
        if step == .entry { state.indent = min(state.indent + 2, 2 * Self.deepest) }
        state.last = identity
        states[cpu] = state
        return row
    }

    private static func step(of name: String) -> Step {
        if name == "entry" || name.hasSuffix("-entry") { return .entry }
        return name == "return" || name.hasSuffix("-return") ? .return : .none
    }

    private static func prefix(_ step: Step, provider: String) -> StaticText {
        switch step {
        case .entry: provider == "syscall" ? .systemCallEntry : .entry
        case .return: provider == "syscall" ? .systemCallReturn : .return
        case .none: .other
        }
    }
}
