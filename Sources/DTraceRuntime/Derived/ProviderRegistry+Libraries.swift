import DLanguage
public import ProviderAPI
import SystemInfo

extension ProviderRegistry {
    /// Where libraries are looked for besides the folders given with `-L`.
    static let systemFolders = ["/usr/local/lib/dtrace-prov", "/usr/lib/dtrace-prov"]

    /// The registry with a provider for each that a D library declares: those in the folders first, then those of the
    /// program. A provider declared twice is the first one's.
    ///
    /// - Parameter folders: Folders with libraries, files that end in `.d`; what cannot be read adds nothing here.
    public func withLibraries(in folders: [String] = []) -> ProviderRegistry {
        var registry = ProviderRegistry()
        for provider in providers { registry.register(provider) }
        for library in libraries { registry.register(library) }
        var names: Set<String> = []
        for (library, declared) in Self.declared(in: folders) + ownLibraries {
            for name in declared where names.insert(name).inserted {
                registry.register(DerivedProvider(name: name, library: library, sources: providers))
            }
        }
        return registry
    }

    private var ownLibraries: [(DeclaredLibrary, [String])] {
        libraries.map { (DeclaredLibrary($0.source), [$0.provider]) }
    }

    private static func declared(in folders: [String]) -> [(DeclaredLibrary, [String])] {
        librarySources(in: folders).map { source in
            let library = DeclaredLibrary(source)
            return (library, library.providerNames)
        }
    }

    /// The libraries in folders, by folder and name.
    static func librarySources(in folders: [String]) -> [DSource] {
        folders.flatMap { folder -> [DSource] in
            let names = (try? SystemFile.names(inFolder: folder)) ?? []
            return names.filter { $0.hasSuffix(".d") }.compactMap { name in
                let path = "\(folder)/\(name)"
                return (try? SystemFile.contents(of: path)).map {
                    DSource(name: path, text: $0, form: .script, isLibrary: true)
                }
            }
        }
    }
}

extension ProviderLibrary {
    /// The provider that the library declares, over the providers that its probes are made of.
    public func provider(over sources: [any Provider]) -> any Provider {
        DerivedProvider(name: provider, library: DeclaredLibrary(source), sources: sources)
    }

    /// The library as a source named after its provider.
    var source: DSource {
        DSource(name: "\(provider)_provider.d", text: Array(text.utf8), form: .script, isLibrary: true)
    }
}

extension SessionOptions {
    /// The folders whose libraries may declare providers: those of `-L`, and the system's (`-xsyslibdir`).
    public var libraryFolders: [String] {
        if isOn("nolibs") { return [] }
        return texts("libdir") + systemLibraryFolders
    }

    /// The folders whose libraries are read when one of their names is used.
    var systemLibraryFolders: [String] { text("syslibdir").map { [$0] } ?? ProviderRegistry.systemFolders }
}
