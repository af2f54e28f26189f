/// Which targets a target may import: the layer table of the design as data.
enum Layers {
    /// Modules of the toolchain that any target may import.
    static let standard: Set<String> = ["Swift", "Synchronization"]

    /// Targets that talk to C; `unsafe` and the C library exist only there.
    static let unsafe: Set<String> = ["BPF", "SystemInfo"]

    /// The targets of this package that a target may import, or nil for a name that has no place in the table.
    static func allowed(for target: String) -> Set<String>? {
        if let listed = table[target] { return listed }
        if target.hasSuffix("Provider") { return ["ProviderAPI", "SystemInfo", "BPF"] }
        return nil
    }

    private static let table: [String: Set<String>] = [
        "BPF": ["CLibbpf", "Glibc"],
        "SystemInfo": [
            "CLibbpf", "CElf", "CDw", "CLzma", "CPfm", "CDemangle", "CProcessor", "CLaunch", "BPF", "Glibc",
        ],
        "ProviderAPI": ["SystemInfo", "BPF"],
        "PluginProtocol": ["ProviderAPI", "SystemInfo", "BPF"],
        "PluginKit": ["PluginProtocol", "ProviderAPI", "SystemInfo", "BPF"],
        "PluginProvider": ["PluginProtocol", "ProviderAPI", "SystemInfo", "BPF"],
        "DLanguage": [],
        "DCompiler": ["DLanguage", "ProviderAPI", "BPF"],
        "DTraceRuntime": ["DCompiler", "DLanguage", "ProviderAPI", "SystemInfo", "BPF"],
        "ProviderTesting": ["DTraceRuntime", "DTraceProvider", "DLanguage", "ProviderAPI", "SystemInfo"],
        "ProbeTestSupport": ["ProviderAPI", "SystemInfo", "BPF"],
        "RandomPrograms": ["TestSupport"],
        "DTraceCommand": ["DTraceRuntime", "DLanguage", "ProviderAPI", "SystemInfo", "BPF"],
    ]

    /// Programs, with what they may import besides the command.
    private static let programs: [String: Set<String>] = [
        "dtrace-prov": [], "fault": ["PluginKit", "SystemInfo", "BPF"],
        "provider-conformance": ["ProviderTesting"], "server-workload": ["ServerProbes"],
    ]

    /// Programs register providers, so they alone may import them.
    static func mayImport(_ module: String, from target: String) -> Bool {
        if standard.contains(module) { return true }
        if let more = programs[target] {
            return more.union(["DTraceCommand", "DTraceRuntime", "ProviderAPI"]).contains(module)
                || module.hasSuffix("Provider")
        }
        return allowed(for: target)?.contains(module) ?? false
    }
}
