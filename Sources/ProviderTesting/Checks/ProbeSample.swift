import ProviderAPI
import SystemInfo

/// A few probes of a listing that differ in how they are attached and converted.
struct ProbeSample {
    private(set) var probes: [any Probe] = []
    /// Probes that cannot even tell where they fire.
    private(set) var findings: [Finding] = []

    /// The most that are looked at, and the most that are taken.
    private static let examined = 48
    private static let taken = 5

    /// - Parameter isQuiet: Leaves out the findings.
    init(of listing: Listing, on system: HostSystem, isQuiet: Bool = false) {
        let everything = ContextDemand(arguments: Set(0..<10), registers: true)
        var seen: Set<[Form]> = []
        let wanted = Set(listing.spread(Self.examined))
        for probe in listing.probes where wanted.contains(probe.description) && probe.description.isWritable {
            guard probes.count < Self.taken else { break }
            do {
                let sites = try probe.sites(for: everything, on: system)
                if sites.isEmpty {
                    findings.append(Finding(.stubs, probe.description, "it fires nowhere: it has no site"))
                } else if seen.insert(sites.map(Form.init)).inserted {
                    probes.append(probe)
                }
            } catch {
                findings.append(Finding(.stubs, probe.description, "it cannot tell where it fires: \(error)"))
            }
        }
        if isQuiet { findings = [] }
    }

    var names: [ProbeDescription] { probes.map(\.description) }

    /// What makes two sites alike: the layout.
    private struct Form: Hashable {
        var context: ContextLayout
        init(_ site: ProbeSite) { context = site.context }
    }
}

extension ProbeDescription {
    /// The probe in a script.
    var spec: String { description }

    /// Whether the name can stand in a script as it is: others need wildcards for their special characters.
    var isWritable: Bool {
        (provider + module + function + name).utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            default: "_-.$+/@".utf8.contains(byte)
            }
        }
    }
}
