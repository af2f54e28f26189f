package import ProviderAPI

extension ProbeDescription: WireValue {
    package var json: JSON {
        [
            "provider": .string(provider), "module": .string(module), "function": .string(function),
            "name": .string(name),
        ]
    }

    package init(_ json: JSON, at place: String) throws(WireError) {
        try self.init(json, at: place, provider: nil)
    }

    /// Reads a description in which parts may be missing: the provider is then `provider`, the others are empty.
    package init(_ json: JSON, at place: String, provider: String?) throws(WireError) {
        var members = try Members(json, at: place)
        self.init(
            try members.string("provider", default: provider), try members.string("module", default: ""),
            try members.string("function", default: ""), try members.string("name"))
        try members.finish()
    }
}

extension ProbePattern: WireValue {
    package var json: JSON {
        [
            "provider": .string(provider.text), "module": .string(module.text), "function": .string(function.text),
            "name": .string(name.text),
        ]
    }

    package init(_ json: JSON, at place: String) throws(WireError) {
        var members = try Members(json, at: place)
        self.init(
            provider: Glob(try members.string("provider")), module: Glob(try members.string("module")),
            function: Glob(try members.string("function")), name: Glob(try members.string("name")))
        try members.finish()
    }
}

extension ProbeArgument: WireValue {
    package var json: JSON {
        ["name": .string(name), "type": .string(type), "index": JSON(index), "space": space.json]
    }

    package init(_ json: JSON, at place: String) throws(WireError) { try self.init(json, at: place, position: nil) }

    /// Reads an argument whose index is `position` when it is not given.
    package init(_ json: JSON, at place: String, position: Int?) throws(WireError) {
        var members = try Members(json, at: place)
        self.init(
            name: try members.string("name", default: ""), type: try members.string("type"),
            index: try members.integer("index", default: position),
            space: try members.optional("space", as: AddressSpace.self) ?? .kernel)
        try members.finish()
    }
}

extension AddressSpace: WireValue {
    package var json: JSON { self == .user ? "user" : "kernel" }

    package init(_ json: JSON, at place: String) throws(WireError) {
        switch json {
        case "kernel": self = .kernel
        case "user": self = .user
        default: throw WireError(place, "is neither \"kernel\" nor \"user\"")
        }
    }
}
