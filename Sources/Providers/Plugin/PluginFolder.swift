public import ProviderAPI
import SystemInfo

/// Folders of plug-ins.
public enum PluginFolder {
    /// Where plug-ins for everybody are installed.
    public static let system = ["/usr/local/lib/dtrace-prov/providers", "/usr/lib/dtrace-prov/providers"]

    /// The plug-ins in the folders, then in the system's; none is started or looked into yet.
    ///
    /// Files whose names cannot be those of providers are no plug-ins. Of several with one name the first counts, and
    /// none may have a name in `taken`: that is reported.
    public static func providers(
        in folders: [String], except taken: Set<String> = [], report: @escaping @Sendable (String) -> Void
    ) -> [any Provider] {
        var seen: Set<String> = []
        var providers: [any Provider] = []
        for folder in folders + system {
            let names: [String]
            do { names = try SystemFile.names(inFolder: folder) } catch {
                // The system's folders need not be there.
                if !system.contains(folder) { report("\(error)") }
                continue
            }
            for name in names where isProviderName(name) && seen.insert(name).inserted {
                let path = "\(folder)/\(name)"
                if taken.contains(name) {
                    report("the plug-in \(path) is left out: there is a provider \(name) already")
                } else if SystemFile.identity(of: path) != nil {
                    providers.append(PluginProvider(path: path, report: report))
                }
            }
        }
        return providers
    }

    /// Whether a file's name is one that a provider can have: letters, digits, `_` and `-`, a letter first, and no digit
    /// at the end, where ids of processes stand.
    public static func isProviderName(_ name: String) -> Bool {
        guard let first = name.utf8.first, let last = name.utf8.last, name.utf8.count <= 64 else { return false }
        let isLetter = { (byte: UInt8) in (65...90).contains(byte) || (97...122).contains(byte) }
        let isDigit = { (byte: UInt8) in (48...57).contains(byte) }
        return isLetter(first) && !isDigit(last)
            && name.utf8.allSatisfy {
                isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
            }
    }
}
