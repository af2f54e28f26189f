import PluginProtocol
import ProviderAPI

extension ProbeDescription {
    /// Throws unless the parts can be listed, written in a script, and belong to the plug-in.
    func check(at place: String, ofPlugin name: String) throws(WireError) {
        let id = provider.dropFirst(name.count)
        guard provider.hasPrefix(name), id.utf8.count <= 10, id.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw WireError(place, "is a probe of the provider \(provider), and the file is named \(name)")
        }
        guard !self.name.isEmpty else { throw WireError(place, "has no name") }
        for part in [module, function, self.name] {
            guard part.utf8.count <= 512 else { throw WireError(place, "has a part of more than 512 bytes") }
            guard part.unicodeScalars.allSatisfy({ $0 != ":" && $0.properties.generalCategory != .control }) else {
                throw WireError(place, "has a colon or a control character in a part")
            }
        }
    }
}

extension ProbeArgument {
    /// Throws unless the argument can be shown and found.
    func check(at place: String) throws(WireError) {
        guard (0..<10).contains(index) else { throw WireError("\(place).index", "is not between 0 and 9") }
        for (text, member) in [(name, "name"), (type, "type")] {
            guard text.utf8.count <= 256, text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
            else { throw WireError("\(place).\(member)", "is too long or has a control character") }
        }
        guard !type.isEmpty else { throw WireError("\(place).type", "is empty") }
    }
}
