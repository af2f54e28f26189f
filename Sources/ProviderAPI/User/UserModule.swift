public import SystemInfo

/// Programs and libraries under the one name by which their probes are listed.
public struct UserModule: Hashable, Sendable {
    /// The module part of probe descriptions: a file's full path where the pattern is one, else its last part.
    public var name: String
    /// Several when different files have the name, or several target processes map one.
    public var files: [MappedBinary]

    public init(name: String, files: [MappedBinary]) {
        self.name = name
        self.files = files
    }

    /// The files that the module part of a pattern stands for.
    ///
    /// A name without wildcards touches its file only, and is an error when it is unclear or the target process is
    /// gone. Any other pattern is held against what the target processes map; without targets against what all running
    /// processes map when `searchesRunning` is set, else it stands for nothing.
    public static func matching(
        _ pattern: Glob, on system: HostSystem, searchesRunning: Bool
    ) throws(ProviderError) -> [UserModule] {
        let locator = BinaryLocator(system: system)
        do {
            if let name = pattern.literal { return [UserModule(name: name, files: try locator.binaries(named: name))] }
            guard searchesRunning || !system.targetProcesses.isEmpty else { return [] }
            return grouped(try locator.mappedBinaries(), by: pattern)
        } catch {
            throw ProviderError("\(error)")
        }
    }

    private static func grouped(_ files: [MappedBinary], by pattern: Glob) -> [UserModule] {
        var modules: [UserModule] = []
        var positions: [String: Int] = [:]
        for file in files {
            let name = pattern.text.hasPrefix("/") ? file.path : file.basename
            guard pattern.matches(name) else { continue }
            if let position = positions[name] {
                modules[position].files.append(file)
            } else {
                positions[name] = modules.count
                modules.append(UserModule(name: name, files: [file]))
            }
        }
        return modules
    }
}
