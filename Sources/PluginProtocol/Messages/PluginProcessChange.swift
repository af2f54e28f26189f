package import SystemInfo

/// A process that has started, runs another program or has loaded libraries, as the host tells a plug-in.
package struct PluginProcessChange: Hashable, Sendable, WireValue {
    /// What has changed.
    package var change: ProcessChange
    /// Whether it is one of the traced processes, or was started by one.
    package var isTarget: Bool

    package init(_ change: ProcessChange, isTarget: Bool) {
        self.change = change
        self.isTarget = isTarget
    }

    /// A change of a process, which is looked up among the targets and those that they have started.
    package init(_ change: ProcessChange, on system: HostSystem) {
        let targets = system.targetProcesses
        let process = try? TargetProcess(id: change.process, procfs: system.procfs)
        self.init(
            change,
            isTarget: targets.contains(change.process) || process?.descends(from: targets) ?? false)
    }

    package var json: JSON {
        .members([
            ("process", JSON(change.process)), ("target", .bool(isTarget)),
            ("paths", change.paths.map { .array($0.sorted().map(JSON.string)) }),
        ])
    }

    package init(_ json: JSON, at place: String) throws(WireError) {
        var members = try Members(json, at: place)
        change = ProcessChange(process: try members.integer("process", as: Int.self))
        isTarget = try members.bool("target")
        if let paths = try members.optionalValues("paths", as: WirePath.self) {
            change.paths = Set(paths.map(\.text))
        }
        try members.finish()
    }
}

/// A path in a list.
private struct WirePath: WireValue {
    let text: String

    var json: JSON { .string(text) }

    init(_ json: JSON, at place: String) throws(WireError) {
        guard case .string(let text) = json else { throw WireError(place, "is \(json.kind), not a string") }
        self.text = text
    }
}
