import BPF
import DCompiler
import ProviderAPI

extension Follower {
    /// Enables probes with their clauses: where the place is attached to already, the stub there is told whose it is.
    func enable(_ clausesByProbe: [Int: [Int]]) {
        var remaining: [Int: [Int]] = [:]
        for (probe, clauses) in clausesByProbe where !clauses.isEmpty {
            let places = sites(of: probe)
            if places.isEmpty {
                table.postpone(probe)
            } else if let sites = known(places, of: probe, clauses) {
                share(sites)
            } else {
                remaining[probe] = clauses
                if let family = table.family(of: probe) { remaining[family] = clauses }
            }
        }
        guard !remaining.isEmpty else { return }
        do {
            let added = try planned(remaining)
            let placed = Set(added.carriers.flatMap(\.stubs).flatMap(\.sites).map(\.probeID))
            for probe in clausesByProbe.keys where remaining[probe] != nil && !placed.contains(probe) {
                table.postpone(probe)
            }
            // Before a place is attached to, so that its first firing is known to be this process's.
            share(added.sharedSites)
            do {
                try loaded.add(added, composition: composition, program: planner.program, table: table, to: report)
            } catch {
                withdraw(added.sharedSites)
                throw error
            }
            plan.places = added.places
        } catch {
            // A process that ends meanwhile needs nothing.
            if (error as? AttachError)?.cause.isEndOfProcess != true { report("\(error)") }
            for probe in clausesByProbe.keys where remaining[probe] != nil { table.postpone(probe) }
        }
    }

    /// A plan with the probes added; one that has no place any more does not take the others along.
    private func planned(_ probes: [Int: [Int]]) throws -> Plan {
        do { return try planner.plan(adding: probes, to: plan) } catch {
            let placed = probes.filter { (try? table[$0.key].sites(for: .nothing, on: table.system)) != nil }
            guard !placed.isEmpty, placed.count < probes.count else { throw error }
            report("\(error)")
            return try planner.plan(adding: placed, to: plan)
        }
    }

    /// Where the probe is, nowhere when that cannot be said; why not is told once.
    private func sites(of probe: Int) -> [ProbeSite] {
        do { return try table[probe].sites(for: .nothing, on: table.system) } catch {
            if reportedProblems.insert("\(error)").inserted { report("\(error)") }
            return []
        }
    }

    /// The sites when every one is a place that processes share and that is attached to for these clauses.
    private func known(_ sites: [ProbeSite], of probe: Int, _ clauses: [Int]) -> [StubPlan.Site]? {
        var found: [StubPlan.Site] = []
        for site in sites {
            let place = SharedPlace(attachPoint: site.attachPoint, clauses: clauses)
            guard let share = site.process, let number = plan.places[place] else { return nil }
            found.append(
                StubPlan.Site(probeID: probe, attachPoint: site.attachPoint, place: number, share: share))
        }
        return found
    }

    private func share(_ sites: [StubPlan.Site]) {
        sharedSites += sites
        let points = Set(sites.map(\.attachPoint))
        do {
            try loaded.name(Set(sites.map(\.probeID)), table: table)
            try LoadedPlan.writeShares(of: sharedSites.filter { points.contains($0.attachPoint) }, into: loaded.maps)
        } catch {
            report("cannot tell processes apart: \(error)")
        }
    }

    /// Takes back what was told of places that could not be attached to: their numbers go to others.
    private func withdraw(_ sites: [StubPlan.Site]) {
        let places = Set(sites.map(\.place))
        delete(ProcessProbes.entries(for: sites))
        sharedSites.removeAll { places.contains($0.place) }
    }

    /// Forgets a process that has ended: its id may be given to another.
    func forget(_ process: Int) {
        let share = ProcessShare.process(process)
        guard sharedSites.contains(where: { $0.share == share }) else { return }
        delete(ProcessProbes.entries(for: sharedSites).filter { $0.share == share })
        sharedSites.removeAll { $0.share == share }
    }

    private func delete(_ entries: [(place: Int, share: ProcessShare, probe: Int)]) {
        for (place, share, _) in entries {
            _ = try? loaded.maps.withMap(ProcessProbes.map) { map throws(KernelError) in
                try map.delete(key: ProcessProbes.key(place: place, share: share))
            }
        }
    }
}
