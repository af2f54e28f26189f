public import ProviderAPI
public import SystemInfo

/// The table of `dtrace-prov providers`: name, whether it can work here, and if not, why.
public enum ProviderTable {
    /// The lines of the table, header first.
    public static func text(_ registry: ProviderRegistry, on system: HostSystem) -> String {
        let rows = registry.providers.map { provider in
            switch provider.availability(on: system) {
            case .available: (provider.name, "yes", "")
            case .unavailable(let reason): (provider.name, "no", reason)
            }
        }
        let width = max(8, rows.map(\.0.count).max() ?? 0)
        return ([("PROVIDER", "USABLE", "WHY NOT")] + rows).map { name, usable, reason in
            let line = "\(left(name, width))  \(left(usable, 6))  \(reason)"
            return line.drop(atEnd: " ") + "\n"
        }.joined()
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension String {
    fileprivate func drop(atEnd character: Character) -> String {
        var text = self[...]
        while text.last == character { text.removeLast() }
        return String(text)
    }
}
