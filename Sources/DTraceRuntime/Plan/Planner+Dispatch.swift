import BPF
import DCompiler
import ProviderAPI

extension Planner {
    /// Bodies in one stub; each is one more comparison for the firings of those behind it.
    private static let bodyLimit = 64

    /// Adds a body for sites that a selector tells apart, to a stub that is already there if one has room.
    ///
    /// So one attached program serves all clauses of all probes at an attach point: what a firing costs that is no
    /// probe's does not grow with the clauses.
    func addDispatched(
        _ body: StubPlan.Body, _ sites: [StubPlan.Site], by selector: ArgumentSource, errorClauses: [Int],
        to plan: inout CarrierPlan
    ) throws(ProviderError) {
        for site in sites {
            guard Dispatch.keys.contains(site.key) else {
                throw ProviderError(
                    "the dispatch key \(site.key) of a probe is not one of 0 to \(Dispatch.keys.count - 1)")
            }
            let index = stub(for: body, site, by: selector, errorClauses: errorClauses, in: &plan)
            var site = site
            if let known = plan.stubs[index].bodies.firstIndex(of: body) {
                site.body = known
            } else {
                site.body = plan.stubs[index].bodies.count
                plan.stubs[index].bodies.append(body)
            }
            plan.stubs[index].sites.append(site)
        }
    }

    /// The index of a stub that dispatches by the selector and can take the site; a new one where there is none.
    private func stub(
        for body: StubPlan.Body, _ site: StubPlan.Site, by selector: ArgumentSource, errorClauses: [Int],
        in plan: inout CarrierPlan
    ) -> Int {
        // Most sites go where the one before went.
        for index in plan.stubs.indices.reversed() {
            let stub = plan.stubs[index]
            guard case .dispatch(selector, _) = stub.identity, stub.sites.first?.attachPoint == site.attachPoint,
                !stub.sites.contains(where: { $0.key == site.key })
            else { continue }
            if stub.bodies.contains(body) { return index }
            let functions = (stub.bodies + [body]).reduce(0) {
                $0 + functionCount(of: $1, errorClauses, plan.composer)
            }
            let linked = (stub.bodies + [body]).flatMap { plan.linkedClauses(of: $0) }
            if stub.bodies.count < Self.bodyLimit && functions <= Self.functionLimit
                && maps(of: linked).count <= Self.mapLimit
            {
                return index
            }
        }
        let table = MapReference("sites.\(plan.carrier).\(plan.stubs.count)")
        plan.stubs.append(
            StubPlan(
                bodies: [], identity: .dispatch(selector: selector, table: table), waitsForStart: true, sites: []))
        return plan.stubs.count - 1
    }

    /// The most functions that a body's calls take: those of linked clauses or one for each call, and those that handle
    /// faults.
    private func functionCount(of body: StubPlan.Body, _ errorClauses: [Int], _ composer: Composer) -> Int {
        switch body.calls {
        case .bundles(let bundles): bundles.count
        case .clauses(let clauses) where composer != .linked && !body.isLinked: clauses.count + errorClauses.count + 2
        case .clauses(let clauses):
            (clauses + errorClauses).reduce(2) { $0 + program.clauses[$1].functionCount }
        }
    }
}

extension CarrierPlan {
    /// The clauses that lie in the stub with a body.
    fileprivate func linkedClauses(of body: StubPlan.Body) -> [Int] {
        guard composer == .linked || body.isLinked, case .clauses(let clauses) = body.calls else { return [] }
        return clauses
    }
}
