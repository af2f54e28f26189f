public import ProviderAPI
public import SystemInfo

/// The table of `dtrace-prov providers`: name, whether it can work here, and if not or in part, why.
public enum ProviderTable {
    /// The lines of the table, header first.
    public static func text(_ registry: ProviderRegistry, on system: HostSystem) -> String {
        let rows = registry.providers.map { provider in
            switch provider.availability(on: system) {
            case .available:
                if let shortcoming = provider.shortcoming(on: system) {
                    AnswerTable.Row(provider.name, "partly", shortcoming)
                } else {
                    AnswerTable.Row(provider.name, "yes")
                }
            case .unavailable(let reason): AnswerTable.Row(provider.name, "no", reason)
            }
        }
        return AnswerTable(header: AnswerTable.Row("PROVIDER", "USABLE", "WHY NOT"), rows: rows).text
    }
}
