// swift-tools-version: 6.2
import PackageDescription

/// Library targets in layer order: a target may depend only on targets named before it.
let package = Package(
    name: "dtrace-prov",
    products: [
        .executable(name: "dtrace-prov", targets: ["dtrace-prov"]),
        .library(name: "ProviderAPI", targets: ["ProviderAPI"]),
        .library(name: "DTraceRuntime", targets: ["DTraceRuntime"]),
        .library(name: "PluginKit", targets: ["PluginKit"]),
        .library(name: "ProviderTesting", targets: ["ProviderTesting"]),
    ],
    targets: [
        .systemLibrary(name: "CLibbpf", pkgConfig: "libbpf", providers: [.apt(["libbpf-dev"])]),
        .systemLibrary(name: "CElf", pkgConfig: "libelf", providers: [.apt(["libelf-dev"])]),
        .systemLibrary(name: "CDw", pkgConfig: "libdw", providers: [.apt(["libdw-dev"])]),
        .systemLibrary(name: "CPfm", providers: [.apt(["libpfm4-dev"])]),

        .systemLibrary(name: "CLzma", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
        .systemLibrary(name: "CDemangle"),
        .systemLibrary(name: "CProcessor"),

        .target(name: "CLaunch"),

        .target(name: "BPF", dependencies: ["CLibbpf"]),
        .target(
            name: "SystemInfo",
            dependencies: ["CElf", "CDw", "CLzma", "CPfm", "CDemangle", "CProcessor", "CLaunch", "CLibbpf", "BPF"]),
        .target(name: "ProviderAPI", dependencies: ["BPF", "SystemInfo"]),

        .target(name: "PluginProtocol", dependencies: ["ProviderAPI", "SystemInfo", "BPF"]),
        .target(name: "PluginKit", dependencies: ["PluginProtocol", "ProviderAPI", "SystemInfo", "BPF"]),

        .target(
            name: "PluginProvider", dependencies: ["PluginProtocol", "ProviderAPI", "SystemInfo", "BPF"],
            path: "Sources/Providers/Plugin"),
        .provider("DTrace"),
        .provider("Kprobe"),
        .provider("FBT"),
        .provider("Syscall"),
        .provider("Tracepoint"),
        .provider("RawTracepoint"),
        .provider("PerfEvent"),
        .provider("USDT"),
        .provider("Uprobe"),
        .provider("Pid"),
        .provider("Swift"),
        .provider("Proc"),
        .provider("Sched"),
        .provider("IO"),
        .provider("IP"),
        .provider("TCP"),
        .provider("UDP"),
        .provider("CPC"),
        .provider("Lockstat"),
        .provider("Sysinfo"),
        .provider("Vminfo"),

        .target(name: "DLanguage"),
        .target(name: "DCompiler", dependencies: ["DLanguage", "ProviderAPI", "BPF"]),
        .target(
            name: "DTraceRuntime",
            dependencies: ["DCompiler", "DLanguage", "ProviderAPI", "SystemInfo", "BPF"]),
        .target(
            name: "ProviderTesting",
            dependencies: ["DTraceRuntime", "DTraceProvider", "DLanguage", "ProviderAPI", "SystemInfo"]),
        .target(
            name: "DTraceCommand",
            dependencies: ["DTraceRuntime", "DLanguage", "ProviderAPI", "SystemInfo", "BPF"]),
        .executableTarget(
            name: "dtrace-prov",
            dependencies: [
                "DTraceCommand", "DTraceRuntime", "DTraceProvider", "SyscallProvider", "KprobeProvider", "FBTProvider",
                "TracepointProvider", "RawTracepointProvider", "PerfEventProvider", "USDTProvider", "UprobeProvider",
                "PidProvider", "SwiftProvider", "ProcProvider", "SchedProvider", "IOProvider", "IPProvider",
                "TCPProvider", "UDPProvider", "CPCProvider", "LockstatProvider", "SysinfoProvider", "VminfoProvider",
                "PluginProvider",
            ]),

        .workload("syscall-workload"),
        .workload("number-workload"),
        .workload("usdt-workload"),
        .workload("call-workload"),
        .workload("swift-workload"),
        .target(name: "ServerProbes", path: "Tests/Workloads/server-probes"),
        .executableTarget(
            name: "server-workload", dependencies: ["ServerProbes"], path: "Tests/Workloads/server-workload"),
        .workload("contention-workload"),
        .workload("process-workload"),
        .workload("disk-workload"),
        .workload("network-workload"),
        .workload("lock-workload"),
        .workload("heap-workload"),
        .workload("generated-workload"),
        .executableTarget(
            name: "fault", dependencies: ["PluginKit", "ProviderAPI", "SystemInfo", "BPF"], path: "Tests/Plugins/fault"),
        .executableTarget(
            name: "provider-conformance",
            dependencies: [
                "ProviderTesting", "ProviderAPI", "SyscallProvider", "KprobeProvider", "FBTProvider",
                "TracepointProvider", "RawTracepointProvider", "ProcProvider", "SchedProvider", "IOProvider",
                "IPProvider", "TCPProvider", "UDPProvider", "CPCProvider", "LockstatProvider", "SysinfoProvider",
                "VminfoProvider",
            ], path: "Tests/Conformance"),
        .executableTarget(name: "shop", path: "Demonstration/Workload"),
        .target(name: "TestSupport", path: "Tests/Support"),
        .target(
            name: "ProbeTestSupport", dependencies: ["ProviderAPI", "SystemInfo", "BPF"], path: "Tests/ProbeSupport"),

        .target(name: "RandomPrograms", dependencies: ["TestSupport"], path: "Tests/RandomPrograms"),

        .testTarget(name: "BPFTests", dependencies: ["BPF", "TestSupport"]),
        .testTarget(name: "SystemInfoTests", dependencies: ["SystemInfo", "TestSupport"]),
        .testTarget(name: "ProviderAPITests", dependencies: ["ProviderAPI", "TestSupport"]),
        .testTarget(
            name: "ProviderTestingTests", dependencies: ["ProviderTesting", "ProviderAPI", "SystemInfo", "BPF"]),
        .testTarget(
            name: "PluginProtocolTests", dependencies: ["PluginProtocol", "ProviderAPI", "BPF", "TestSupport"]),
        .testTarget(
            name: "PluginKitTests", dependencies: ["PluginKit", "PluginProtocol", "ProviderAPI", "SystemInfo", "BPF"]),
        .testTarget(
            name: "PluginProviderTests",
            dependencies: [
                "PluginProvider", "PluginProtocol", "ProviderTesting", "ProviderAPI", "SystemInfo", "BPF",
                "TestSupport",
                "heap-workload",
            ]),
        .testTarget(name: "DTraceProviderTests", dependencies: ["DTraceProvider", "ProviderTesting"]),
        .testTarget(name: "KprobeProviderTests", dependencies: ["KprobeProvider", "ProviderTesting"]),
        .testTarget(
            name: "SyscallProviderTests",
            dependencies: ["SyscallProvider", "ProviderTesting", "TestSupport", "ProbeTestSupport"]),
        .testTarget(
            name: "TracepointProviderTests",
            dependencies: ["TracepointProvider", "ProviderTesting", "ProbeTestSupport"]),
        .testTarget(
            name: "RawTracepointProviderTests",
            dependencies: ["RawTracepointProvider", "ProviderTesting", "ProbeTestSupport"]),
        .testTarget(
            name: "PerfEventProviderTests", dependencies: ["PerfEventProvider", "ProviderTesting", "ProbeTestSupport"]),
        .testTarget(
            name: "USDTProviderTests",
            dependencies: ["USDTProvider", "ProviderTesting", "TestSupport", "ProbeTestSupport"]),
        .testTarget(
            name: "UprobeProviderTests",
            dependencies: ["UprobeProvider", "ProviderTesting", "TestSupport", "ProbeTestSupport"]),
        .testTarget(
            name: "PidProviderTests",
            dependencies: ["PidProvider", "ProviderTesting", "TestSupport", "ProbeTestSupport"]),
        .testTarget(name: "CPCProviderTests", dependencies: ["CPCProvider", "ProviderTesting"]),
        .testTarget(name: "FBTProviderTests", dependencies: ["FBTProvider", "ProviderTesting"]),
        .testTarget(
            name: "SwiftProviderTests",
            dependencies: ["SwiftProvider", "ProviderTesting", "TestSupport", "ProbeTestSupport", "swift-workload"]),
        .testTarget(name: "DLanguageTests", dependencies: ["DLanguage", "TestSupport"]),
        .testTarget(
            name: "DCompilerTests", dependencies: ["DCompiler", "DLanguage", "ProviderAPI", "BPF", "TestSupport"]),
        .testTarget(
            name: "DTraceRuntimeTests",
            dependencies: [
                "DTraceRuntime", "DCompiler", "DLanguage", "ProviderAPI", "SystemInfo", "BPF", "TestSupport",
            ]),
        .testTarget(name: "DTraceCommandTests", dependencies: ["DTraceCommand", "TestSupport"]),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
        .testTarget(name: "GuideTests", dependencies: ["TestSupport", "dtrace-prov"]),
        .testTarget(name: "GuestTests", dependencies: ["TestSupport", "RandomPrograms"]),
        .testTarget(
            name: "LiveTests",
            dependencies: [
                "DTraceRuntime", "DLanguage", "ProviderAPI", "SystemInfo", "BPF", "DTraceProvider", "TestSupport",
                "RandomPrograms", "dtrace-prov", "syscall-workload", "number-workload", "usdt-workload",
                "call-workload", "process-workload", "disk-workload", "network-workload", "lock-workload",
                "heap-workload", "generated-workload", "server-workload", "fault",
                "provider-conformance",
            ],
            exclude: ["Costs.txt", "Shelf/Scripts"]),
    ],
    swiftLanguageModes: [.v6]
)

extension Target {
    /// A provider module: it sees the provider API and what the API stands on, nothing else.
    static func provider(_ name: String) -> Target {
        .target(
            name: "\(name)Provider", dependencies: ["ProviderAPI", "SystemInfo", "BPF"],
            path: "Sources/Providers/\(name)")
    }

    /// A program in C that does a known number of things, for tests that count them.
    static func workload(_ name: String) -> Target {
        .executableTarget(name: name, path: "Tests/Workloads/\(name)")
    }
}

/// Targets that talk to C directly; strict memory safety fences unsafe code into them.
let unsafeTargets: Set<String> = ["BPF", "SystemInfo"]

/// Code that only tests use; it may be as free as they are.
let testHelpers: Set<String> = ["TestSupport", "ProbeTestSupport", "RandomPrograms", "server-workload"]

for target in package.targets where target.type != .system && target.name != "CLaunch" {
    var settings = target.swiftSettings ?? []
    settings += [
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
        .enableUpcomingFeature("ExistentialAny"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
        .enableUpcomingFeature("InternalImportsByDefault"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
    if !unsafeTargets.union(testHelpers).contains(target.name) && target.type != .test {
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0458-strict-memory-safety.md
        settings.append(.strictMemorySafety())
    }
    target.swiftSettings = settings
}
