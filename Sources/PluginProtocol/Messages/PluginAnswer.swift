package import BPF
package import ProviderAPI

/// A plug-in's answer to `describe`.
package struct PluginSelfDescription: Hashable, Sendable {
    package var availability: Availability
    package var stability: ProviderStability
    /// Whether it answers `replacements`.
    package var replaces: Bool
    /// Whether it has more probes when processes start or load libraries, and reads the `changes` of `probes`.
    package var follows: Bool

    package init(availability: Availability, stability: ProviderStability, replaces: Bool, follows: Bool = false) {
        self.availability = availability
        self.stability = stability
        self.replaces = replaces
        self.follows = follows
    }

    /// The members of the answer.
    package var members: [JSON.Member] {
        var members = [JSON.Member("version", JSON(PluginRequest.version))]
        switch availability {
        case .available: members.append(JSON.Member("available", true))
        case .unavailable(let reason):
            members.append(JSON.Member("available", false))
            members.append(JSON.Member("reason", .string(reason)))
        }
        return members + [
            JSON.Member("stability", stability.json), JSON.Member("replaces", .bool(replaces)),
            JSON.Member("follows", .bool(follows)),
        ]
    }

    /// Reads the members of an answer.
    package init(_ members: inout Members) throws(WireError) {
        let version = try members.integer("version", as: Int.self)
        guard version == PluginRequest.version else {
            throw members.error("version", "is \(version), and this program speaks version \(PluginRequest.version)")
        }
        if try members.bool("available", default: true) {
            availability = .available
        } else {
            availability = .unavailable(reason: try members.string("reason"))
        }
        stability = try members.optional("stability", as: ProviderStability.self) ?? .unstated
        replaces = try members.bool("replaces", default: false)
        follows = try members.bool("follows", default: false)
        try members.finish()
    }
}

extension ProbeSite {
    /// The site as an answer to `sites` has it.
    package var json: JSON {
        .members([("attach", attachPoint.json), ("context", context.json), ("dispatch", dispatch?.json)])
    }

    /// Reads a site; a context without a carrier gets what `carrier` finds for the attach point.
    package init(
        _ json: JSON, at place: String, carrier: (AttachPoint) -> Carrier
    ) throws(WireError) {
        var members = try Members(json, at: place)
        let point = try members.value("attach", as: AttachPoint.self)
        let context = members.optional("context") ?? [:]
        self.init(
            context: try ContextLayout(context, at: members.place(of: "context"), carrier: carrier(point)),
            attachPoint: point, dispatch: try members.optional("dispatch", as: Dispatch.self))
        try members.finish()
    }
}
