import BPF

/// A place that processes share, with the clauses run there: one of each is attached.
struct SharedPlace: Hashable {
    var attachPoint: AttachPoint
    var clauses: [Int]
}

extension Plan {
    /// Gives each place among the sites its number, from 1.
    mutating func numberPlaces(of sites: [StubPlan.Site], clauses: [Int]) -> [StubPlan.Site] {
        sites.map { site in
            var site = site
            let place = SharedPlace(attachPoint: site.attachPoint, clauses: clauses)
            site.place = places[place] ?? places.count + 1
            places[place] = site.place
            return site
        }
    }
}
