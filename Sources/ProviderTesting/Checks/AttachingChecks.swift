import ProviderAPI
import SystemInfo

extension ProviderConformance {
    /// The most probes that are enabled together.
    private static let many = 200

    /// Enables many probes in one session.
    func attachingFindings(_ listing: Listing) -> [Finding] {
        let specs = listing.spread(Self.many).filter(\.isWritable).map(\.spec)
        guard !specs.isEmpty else { return [] }
        do {
            try session.run(
                "\(specs.joined(separator: ",\n")) { @ = count(); }",
                options: ["zdefs"])
            return []
        } catch {
            return [Finding(.attaching, "\(specs.count) probes cannot be enabled together: \(error)")]
        }
    }

    /// Enables a few probes again and again and counts this process's descriptors.
    func leakFindings(_ sample: ProbeSample) -> [Finding] {
        guard let name = sample.names.first else { return [] }
        let rounds = 8
        var leaked: [String: Int] = [:]
        // Other tests open and close descriptors meanwhile; a leak is there every time.
        for trial in 0..<3 {
            let before = DescriptorCensus()
            for _ in 0..<rounds {
                _ = try? Listing(of: provider, matching: name.exactPattern, on: system)
                _ = provider.availability(on: system)
                _ = try? session.run("\(name.spec) { @ = sum(arg0); }")
            }
            let grown = DescriptorCensus().growth(since: before).filter { $0.value >= rounds }
            leaked = trial == 0 ? grown : leaked.filter { grown[$0.key] != nil }
            if leaked.isEmpty { return [] }
        }
        return leaked.sorted { $0.key < $1.key }.map {
            Finding(.leaks, name, "enabling it \(rounds) times leaves \($0.value) descriptors open: \($0.key)")
        }
    }
}

/// The descriptors of this process by what they lead to.
struct DescriptorCensus {
    private var counts: [String: Int] = [:]

    init() {
        for descriptor in (try? SystemFile.names(inFolder: "/proc/self/fd")) ?? [] {
            guard let target = try? SystemFile.link("/proc/self/fd/\(descriptor)") else { continue }
            // Pipes and sockets have numbers, which are always new.
            let kind = target.prefix { $0 != "[" || target.hasPrefix("anon_inode") }
            counts[target.hasPrefix("/") || target.hasPrefix("anon_inode") ? target : String(kind), default: 0] += 1
        }
    }

    /// How many more there are of each kind.
    func growth(since earlier: DescriptorCensus) -> [String: Int] {
        counts.merging(earlier.counts) { now, before in now - before }.filter { target, count in
            count > 0 && (counts[target] ?? 0) > (earlier.counts[target] ?? 0)
        }
    }
}
