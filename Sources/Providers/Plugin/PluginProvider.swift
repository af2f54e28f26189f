import BPF
import PluginProtocol
public import ProviderAPI
public import SystemInfo

/// A provider in another process: an executable that answers questions on its standard streams.
///
/// Its name is that of its file, and its probes have that name or, as those of one process, that name and the process's
/// id. It is started when a pattern names it, only when nobody but root can change its file, and whatever it answers is
/// checked. When it crashes, hangs or talks nonsense, that is told in one sentence and it is asked nothing more.
/// docs/plug-in-protocol.md describes the conversation.
public struct PluginProvider: Provider {
    public let name: String
    private let conversation: PluginConversation
    private let report: @Sendable (String) -> Void

    /// A plug-in by its file; `report` gets the sentences for failures that do not end the session.
    public init(
        path: String, limits: PluginLimits = PluginLimits(), report: @escaping @Sendable (String) -> Void
    ) {
        name = path.split(separator: "/").last.map(String.init) ?? path
        self.report = report
        conversation = PluginConversation(name: name, path: path, limits: limits)
    }

    /// Starts the plug-in and asks it; a file that others than root can change is not started.
    public func availability(on system: HostSystem) -> Availability {
        do {
            let answer = try conversation.describe(system).availability
            guard case .unavailable(let reason) = answer else { return answer }
            return .unavailable(reason: PluginFailure.cleaned(reason))
        } catch {
            return .unavailable(reason: error.description)
        }
    }

    /// A plug-in that does not answer is told of once, unless a full name means it: that is an error of its own.
    public func answers(_ pattern: ProbePattern, on system: HostSystem) -> Bool {
        do throws(ProviderError) { return try conversation.describe(system).availability == .available } catch {
            if pattern.provider.literal == nil, conversation.isFirstReport() { report(error.description) }
            return false
        }
    }

    /// Whether the pattern matches the name, or the name with the id of a process.
    public func mayMatch(provider pattern: Glob) -> Bool {
        if pattern.matches(name) { return true }
        guard pattern.text.hasPrefix(name), let next = pattern.text.dropFirst(name.count).first else { return false }
        return next.isNumber || "*?[".contains(next)
    }

    /// Whether it says of itself that it follows processes.
    public func mayGain(matching pattern: ProbePattern, on system: HostSystem) -> Bool {
        guard mayMatch(provider: pattern.provider) else { return false }
        return (try? conversation.describe(system))?.follows ?? false
    }

    public var stability: ProviderStability { conversation.lastDescription?.stability ?? .unstated }

    /// Probes that do not match are left out, so that a plug-in may answer with more than it was asked for.
    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        guard mayMatch(provider: pattern.provider) else { return }
        let found: [ProbeDescription]
        do throws(ProviderError) {
            found = try probes(matching: pattern, on: system)
        } catch {
            // What it refuses while tracing is of processes that have ended meanwhile.
            guard system.changes == nil || conversation.hasFailed else { return }
            // A problem of this plug-in is the session's only when the pattern means it.
            if system.changes == nil, let literal = pattern.provider.literal, mayMatch(provider: Glob(exactly: literal))
            {
                throw error
            }
            if conversation.isFirstReport() { report(error.description) }
            return
        }
        for description in found where pattern.matches(description) {
            try body(PluginProbe(description: description, conversation: conversation))
        }
    }

    private func probes(
        matching pattern: ProbePattern, on system: HostSystem
    ) throws(ProviderError) -> [ProbeDescription] {
        var found: [ProbeDescription] = []
        var seen: Set<ProbeDescription> = []
        let most = conversation.limits.probes
        let changes = system.changes?.map { PluginProcessChange($0, on: system) }
        try conversation.ask(.probes(pattern, changes: changes), on: system) { [name] members throws(WireError) in
            for element in try members.array("probes") {
                let probe = try ProbeDescription(element.value, at: element.place, provider: name)
                try probe.check(at: element.place, ofPlugin: name)
                guard seen.insert(probe).inserted else {
                    throw WireError(element.place, "is \(probe), which was listed before")
                }
                found.append(probe)
                guard found.count <= most else { throw WireError(element.place, "is one more than \(most) probes") }
            }
            let continues = try members.bool("more", default: false)
            try members.finish()
            return continues
        }
        return found
    }
}
