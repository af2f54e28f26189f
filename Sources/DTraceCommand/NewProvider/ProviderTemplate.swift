/// The files of a new provider's package.
struct ProviderTemplate {
    let name: String
    let package: PackageReference

    /// The name in types: `my_probes` gives `MyProbes`.
    var typeName: String {
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// Paths below the package's folder, and texts.
    var files: [(path: String, text: String)] {
        [
            ("Package.swift", manifest), ("README.md", readme), (".gitignore", ".build\n"),
            ("Sources/\(typeName)Provider/\(typeName)Provider.swift", provider),
            ("Sources/\(typeName)Provider/\(typeName)Probe.swift", probe),
            ("Sources/\(name)/main.swift", main),
            ("Tests/\(typeName)ProviderTests/\(typeName)ProviderTests.swift", tests),
        ]
    }

    private var manifest: String {
        """
        // swift-tools-version: 6.2
        import PackageDescription

        let package = Package(
            name: "\(name)",
            products: [
                .executable(name: "\(name)", targets: ["\(name)"]),
                .library(name: "\(typeName)Provider", targets: ["\(typeName)Provider"]),
            ],
            dependencies: [.package(\(package.requirement))],
            targets: [
                .target(name: "\(typeName)Provider", dependencies: [.product(name: "ProviderAPI", package: "\(package.identity)")]),
                .executableTarget(
                    name: "\(name)",
                    dependencies: ["\(typeName)Provider", .product(name: "PluginKit", package: "\(package.identity)")]),
                .testTarget(
                    name: "\(typeName)ProviderTests",
                    dependencies: ["\(typeName)Provider", .product(name: "ProviderTesting", package: "\(package.identity)")]),
            ],
            swiftLanguageModes: [.v6]
        )

        """
    }

    private var main: String {
        """
        import PluginKit
        import \(typeName)Provider

        Plugin.serve(\(typeName)Provider())

        """
    }

    private var readme: String {
        """
        # \(name)

        A provider for dtrace-prov: probes on signals, `\(name):::send` and `\(name):::deliver`.

        ```
        swift test --disable-xctest     # as root: the tests trace
        swift build --product \(name)
        install -d providers
        install "$(swift build --show-bin-path)/\(name)" providers
        dtrace-prov --provider-path providers -n '\(name):::send { printf("%s sends %d to %d", execname, args[0], args[1]); }'
        ```

        The folder of the plug-in and those above it have to belong to root, and nobody else may write there.

        | probe | fires when | args[0] | args[1] |
        |---|---|---|---|
        | `\(name):::send` | a signal is sent, in the sender | its number | the process it is for |
        | `\(name):::deliver` | a process gets a signal | its number | |

        """
    }
}
