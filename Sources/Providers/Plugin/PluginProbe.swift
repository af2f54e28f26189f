import BPF
import PluginProtocol
import ProviderAPI
import SystemInfo

/// A probe of a plug-in, which is asked for everything but its name.
struct PluginProbe: Probe {
    let description: ProbeDescription
    let conversation: PluginConversation

    func arguments(on system: HostSystem) throws -> [ProbeArgument] {
        var arguments: [ProbeArgument] = []
        try conversation.ask(.arguments(description), on: system) { members throws(WireError) in
            for (position, element) in try members.array("arguments", limit: 32).enumerated() {
                let argument = try ProbeArgument(element.value, at: element.place, position: position)
                try argument.check(at: element.place)
                arguments.append(argument)
            }
            try members.finish()
            return false
        }
        return arguments
    }

    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        var sites: [ProbeSite] = []
        try conversation.ask(.sites(description, demand), on: system) { [conversation] members throws(WireError) in
            for element in try members.array("sites", limit: conversation.limits.sites) {
                let site = try ProbeSite(element.value, at: element.place) { Carrier(for: $0, on: system) }
                try site.check(at: element.place)
                sites.append(site)
            }
            try members.finish()
            return false
        }
        return sites
    }

    func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint] {
        guard conversation.lastDescription?.replaces == true else { return [] }
        var points: [AttachPoint] = []
        do {
            try conversation.ask(.replacements(description, refused), on: system) {
                [conversation] members throws(WireError) in
                points = try members.values("attach", as: AttachPoint.self, limit: conversation.limits.sites)
                for point in points where point == .testRun { throw WireError("attach", "has a `testRun`") }
                try members.finish()
                return false
            }
        } catch { return [] }
        return points
    }
}

extension Carrier {
    /// What serves an attach point best on a machine, for layouts that do not say.
    init(for point: AttachPoint, on system: HostSystem) {
        self =
            switch point {
            case .uprobe: system.features.has(.uprobeMulti) ? .uprobeMulti : .uprobe
            case .kprobe, .kprobeAddress: .kprobe
            case .tracepoint: .tracepoint
            case .rawTracepoint, .testRun: .rawTracepoint
            case .perfEvent: .perfEvent
            case .tracing(_, _, let isExit): isExit ? .fexit : .fentry
            }
    }
}
