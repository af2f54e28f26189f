import BPF
import DCompiler
import ProviderAPI

/// Which clauses become functions of their stub when the choice is ours.
///
/// A function call is cheaper than a tail call, after which the clause has to find its context again; and a program less
/// is to be loaded. But a long clause that several stubs run is to be loaded once, not once for each of them.
extension Planner {
    /// Instructions of linked clauses in one body, and of all copies of a clause; the verifier goes through them once for each
    /// way to reach them.
    private static let linkedInstructions = 1000

    /// A clause under one carrier.
    private struct Use: Hashable {
        var carrier: Carrier
        var clause: Int
    }

    /// The groups whose clauses are linked.
    func linkedGroups(_ groups: [GroupKey: [StubPlan.Site]], _ plan: Plan) -> Set<GroupKey> {
        // With ERROR clauses every clause may run them, each as a program of its own.
        guard preferredComposer == .automatic, plan.errorClauses.isEmpty else { return [] }
        var uses: [Use: Int] = [:]
        for (key, sites) in groups {
            let stubs = stubCount(key, sites)
            for clause in key.clauses { uses[Use(carrier: key.layout.carrier, clause: clause), default: 0] += stubs }
        }
        func size(_ clause: Int) -> Int { program.clauses[clause].image.slotCount }
        return Set(
            groups.keys.filter { key in
                key.clauses.allSatisfy { clause in
                    let copies = uses[Use(carrier: key.layout.carrier, clause: clause)] ?? 1
                    return copies * size(clause) <= Self.linkedInstructions
                } && key.clauses.reduce(0) { $0 + size($1) } <= Self.linkedInstructions
                    && key.clauses.reduce(0) { $0 + program.clauses[$1].functionCount } <= Self.functionLimit
                    && maps(of: key.clauses).count <= Self.mapLimit
            })
    }

    /// The maps that clauses use.
    func maps(of clauses: [Int]) -> Set<MapReference> {
        clauses.reduce(into: []) { $0.formUnion(program.clauses[$1].image.maps) }
    }

    /// How many stubs serve a group.
    private func stubCount(_ key: GroupKey, _ sites: [StubPlan.Site]) -> Int {
        key.dispatch != nil || hasCookies(key.layout.carrier) ? 1 : Set(sites.map(\.probeID)).count
    }
}
