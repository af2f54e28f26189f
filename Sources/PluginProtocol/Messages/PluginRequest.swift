package import BPF
package import ProviderAPI
package import SystemInfo

/// What the host asks a plug-in; docs/plug-in-protocol.md says what each means.
package enum PluginRequest: Hashable, Sendable {
    /// Who are you, and can you work on this machine?
    case describe(PluginSystem)
    /// Which of your probes match? While tracing: which of those that changed processes have.
    case probes(ProbePattern, changes: [PluginProcessChange]?)
    /// The arguments of a probe.
    case arguments(ProbeDescription)
    /// Where a probe fires, for what is used of its context.
    case sites(ProbeDescription, ContextDemand)
    /// What stands for a place that the kernel refused.
    case replacements(ProbeDescription, AttachPoint)

    /// The version of the protocol that this library speaks.
    package static let version = 1

    /// The request's name in messages.
    package var name: String {
        switch self {
        case .describe: "describe"
        case .probes: "probes"
        case .arguments: "arguments"
        case .sites: "sites"
        case .replacements: "replacements"
        }
    }

    /// The message with a number that the answer repeats.
    package func message(id: Int) -> JSON {
        var members: [(String, JSON?)] = [
            ("version", JSON(Self.version)), ("id", JSON(id)), ("request", .string(name)),
        ]
        switch self {
        case .describe(let system): members.append(("system", system.json))
        case .probes(let pattern, let changes):
            members.append(("pattern", pattern.json))
            members.append(("changes", changes.map { .array($0.map(\.json)) }))
        case .arguments(let probe): members.append(("probe", probe.json))
        case .sites(let probe, let demand):
            members.append(("probe", probe.json))
            members.append(("arguments", .array(demand.arguments.sorted().map { JSON($0) })))
            members.append(("registers", .bool(demand.registers)))
        case .replacements(let probe, let point):
            members.append(("probe", probe.json))
            members.append(("attach", point.json))
        }
        return .members(members)
    }

    /// Reads a request's name and members from a message whose version and number were taken out.
    package init(_ members: inout Members) throws(WireError) {
        switch try members.string("request") {
        case "describe": self = .describe(try members.value("system", as: PluginSystem.self))
        case "probes":
            let pattern = try members.value("pattern", as: ProbePattern.self)
            self = .probes(pattern, changes: try members.optionalValues("changes", as: PluginProcessChange.self))
        case "arguments": self = .arguments(try members.value("probe", as: ProbeDescription.self))
        case "sites":
            let probe = try members.value("probe", as: ProbeDescription.self)
            var used: Set<Int> = []
            for element in try members.array("arguments") {
                guard case .integer(let index) = element.value, let index = Int(exactly: index) else {
                    throw WireError(element.place, "is not a number")
                }
                used.insert(index)
            }
            self = .sites(probe, ContextDemand(arguments: used, registers: try members.bool("registers")))
        case "replacements":
            self = .replacements(
                try members.value("probe", as: ProbeDescription.self),
                try members.value("attach", as: AttachPoint.self))
        case let name: throw members.error("request", "is `\(name)`, which version \(Self.version) does not have")
        }
        try members.finish()
    }
}

/// What a plug-in is told of the machine: where file systems are mounted and which processes are traced.
package struct PluginSystem: Hashable, Sendable, WireValue {
    /// The mount point of tracefs, nil when it is not mounted.
    package var tracefs: String?
    /// The mount point of debugfs, nil when it is not mounted.
    package var debugfs: String?
    /// The mount point of procfs.
    package var procfs: String
    /// The mount point of sysfs.
    package var sysfs: String
    /// The processes named by `-p` and `-c`.
    package var targets: [Int]

    /// What a system says of itself.
    package init(_ system: HostSystem) {
        tracefs = system.tracefs
        debugfs = system.debugfs
        procfs = system.procfs
        sysfs = system.sysfs
        targets = system.targetProcesses
    }

    package var json: JSON {
        .members([
            ("tracefs", tracefs.map(JSON.string)), ("debugfs", debugfs.map(JSON.string)), ("procfs", .string(procfs)),
            ("sysfs", .string(sysfs)), ("targets", .array(targets.map { JSON($0) })),
        ])
    }

    package init(_ json: JSON, at place: String) throws(WireError) {
        var members = try Members(json, at: place)
        tracefs = try members.text("tracefs")
        debugfs = try members.text("debugfs")
        procfs = try members.string("procfs", default: "/proc")
        sysfs = try members.string("sysfs", default: "/sys")
        var targets: [Int] = []
        for element in try members.array("targets", mayBeMissing: true) {
            guard case .integer(let number) = element.value, let id = Int(exactly: number) else {
                throw WireError(element.place, "is not a process id")
            }
            targets.append(id)
        }
        self.targets = targets
        try members.finish()
    }

    /// The same machine for providers, whose kernel is asked through `features`.
    package func host(features: any KernelFeatureSource) -> HostSystem {
        HostSystem(
            tracefs: tracefs, debugfs: debugfs, procfs: procfs, sysfs: sysfs, targetProcesses: targets,
            features: features)
    }
}

extension Members {
    /// A string that may be missing.
    fileprivate mutating func text(_ name: String) throws(WireError) -> String? {
        guard let value = optional(name) else { return nil }
        guard case .string(let text) = value else { throw error(name, "is \(value.kind), not a string") }
        return text
    }
}
