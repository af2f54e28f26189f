import BPF
import DCompiler
import DLanguage
import ProviderAPI
import SystemInfo

/// Enables probes that come to be while tracing: in processes that start, run another program or load libraries.
///
/// A file that is traced for all its processes needs nothing to catch those that start later; they get their names here.
final class Follower {
    private let events: ProcessEventSource
    let planner: Planner
    let composition: Composition
    let table: ProbeTable
    let loaded: LoadedPlan
    let report: (String) -> Void
    /// The plan with all that was added to it.
    var plan: Plan
    /// The sites that share places, also those of probes that came later.
    var sharedSites: [StubPlan.Site]
    /// The descriptions that can gain probes, with the clauses under them.
    private let watched: [(pattern: ProbePattern, clauses: [Int])]
    private let typed: TypedProgram
    private var hasReportedRoom = false
    var reportedProblems: Set<String> = []

    /// How many probes there is room for besides those that were there at the start.
    static let room = 4096

    /// nil when no clause can gain probes.
    init?(
        prepared: PreparedProgram, loaded: LoadedPlan, table: ProbeTable, report: @escaping (String) -> Void
    ) {
        watched = Self.watched(prepared.typed, table)
        guard !watched.isEmpty, let events = table.processes else { return nil }
        if let refusal = events.refusal {
            report("processes and libraries that start later are not traced: \(refusal)")
            return nil
        }
        self.events = events
        self.table = table
        self.loaded = loaded
        self.report = report
        typed = prepared.typed
        plan = prepared.plan
        sharedSites = prepared.plan.sharedSites
        planner = Planner(
            program: prepared.compiled, table: table, preferredComposer: .linked, specs: typed.clauses.map(\.specs))
        composition = prepared.composition
    }

    /// Readable when something has happened.
    var descriptors: [Int32] { events.descriptors }

    private static func watched(
        _ typed: TypedProgram, _ table: ProbeTable
    ) -> [(pattern: ProbePattern, clauses: [Int])] {
        var clauses: [ProbePattern: [Int]] = [:]
        var order: [ProbePattern] = []
        for (id, clause) in typed.clauses.enumerated() {
            for spec in clause.specs where table.mayGain(matching: spec) {
                if clauses[spec.pattern] == nil { order.append(spec.pattern) }
                clauses[spec.pattern, default: []].append(id)
            }
        }
        return order.map { ($0, clauses[$0] ?? []) }
    }

    /// Looks at what has happened since the last time.
    func follow() {
        var changes = ChangeList()
        let isIncomplete = events.drain { changes.add($0) }
        for process in changes.ended { forget(process) }
        // What was missed can be any process.
        let concerned =
            isIncomplete
            ? TargetProcess.all(procfs: table.system.procfs).map { ProcessChange(process: $0) } : changes.list
        guard !concerned.isEmpty else { return }
        enable(newProbes(in: concerned))
    }

    /// The clauses of each probe that was not there before.
    private func newProbes(in changes: [ProcessChange]) -> [Int: [Int]] {
        var found: [Int: [Int]] = [:]
        for (pattern, clauses) in watched {
            table.gain(matching: pattern, changes) { probe in
                guard table.entries.count <= loaded.highestProbeID else { return reportRoom() }
                found[probe] = []
                add(clauses, to: probe, &found)
            }
            // One that another pattern has just found stands under this one as well.
            for probe in found.keys where pattern.matches(table[probe].description) {
                add(clauses, to: probe, &found)
            }
        }
        return found.mapValues { $0.sorted() }
    }

    private func add(_ clauses: [Int], to probe: Int, _ found: inout [Int: [Int]]) {
        for clause in clauses where found[probe]?.contains(clause) == false && suits(probe, clause) {
            found[probe, default: []].append(clause)
        }
    }

    /// Whether a clause, compiled for other probes, is right for this one.
    private func suits(_ probe: Int, _ clause: Int) -> Bool {
        let checked = typed.clauses[clause]
        guard checked.usesArgumentTypes, let model = checked.probes.first else { return true }
        if let expected = try? table.arguments(of: model), (try? table.arguments(of: probe)) == expected { return true }
        // Another variant of the clause may do.
        let siblings = typed.clauses.filter { $0.ordinal == checked.ordinal && $0.source == checked.source }
        if siblings.count == 1 {
            report("\(table[probe].description) is not traced: its args[] are not those the clause was compiled for")
        }
        return false
    }

    private func reportRoom() {
        guard !hasReportedRoom else { return }
        hasReportedRoom = true
        report("probes of new processes are not traced any more: there is room for \(Self.room)")
    }
}
