package import ProviderAPI

extension StabilityAttributes: WireValue {
    package var json: JSON { [.string(names.rawValue), .string(data.rawValue), .string(dependency.rawValue)] }

    package init(_ json: JSON, at place: String) throws(WireError) {
        guard case .array(let parts) = json, parts.count == 3, case .string(let names) = parts[0],
            case .string(let data) = parts[1], case .string(let dependency) = parts[2]
        else { throw WireError(place, "is not an array of three strings") }
        guard let names = Stability(rawValue: names), let data = Stability(rawValue: data) else {
            throw WireError(place, "names a stability that is none of \(Self.list(Stability.allCases))")
        }
        guard let dependency = DependencyClass(rawValue: dependency) else {
            throw WireError(place, "names a dependency class that is none of \(Self.list(DependencyClass.allCases))")
        }
        self.init(names, data, dependency)
    }

    private static func list(_ values: [some RawRepresentable<String>]) -> String {
        values.map(\.rawValue).joined(separator: ", ")
    }
}

extension ProviderStability: WireValue {
    /// What is assumed of a provider that says nothing: its names and arguments may change with any version.
    package static let unstated: ProviderStability = {
        let none = StabilityAttributes(.private, .private, .unknown)
        return ProviderStability(provider: none, module: none, function: none, name: none, arguments: none)
    }()

    package var json: JSON {
        [
            "provider": provider.json, "module": module.json, "function": function.json, "name": name.json,
            "arguments": arguments.json,
        ]
    }

    package init(_ json: JSON, at place: String) throws(WireError) {
        var members = try Members(json, at: place)
        let none = StabilityAttributes(.private, .private, .unknown)
        self.init(
            provider: try members.optional("provider", as: StabilityAttributes.self) ?? none,
            module: try members.optional("module", as: StabilityAttributes.self) ?? none,
            function: try members.optional("function", as: StabilityAttributes.self) ?? none,
            name: try members.optional("name", as: StabilityAttributes.self) ?? none,
            arguments: try members.optional("arguments", as: StabilityAttributes.self) ?? none)
        try members.finish()
    }
}
