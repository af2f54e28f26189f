import Testing

/// The checks find what they are for, in small trees made up for the purpose.
struct CheckerTests {
    @Test(arguments: [
        ("DLanguage/A.swift", "import BPF"),
        ("DCompiler/A.swift", "public import DTraceRuntime"),
        ("Providers/USDT/A.swift", "import UprobeProvider"),
        ("DTraceRuntime/A.swift", "import KprobeProvider"),
        ("DTraceCommand/A.swift", "import Glibc"),
        ("Unknown/A.swift", "@preconcurrency import BPF"),
        ("BPF/A.swift", "import struct SystemInfo.HostSystem"),
    ])
    func `an import against the layers`(path: String, line: String) {
        let found = SourceChecks.violations(in: SourceTree([path: "\n\(line)\n"]))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("Sources/\(path):2: ") == true)
    }

    @Test(arguments: [
        ("Providers/USDT/A.swift", "public import ProviderAPI"),
        ("dtrace-prov/A.swift", "import USDTProvider"),
        ("SystemInfo/A.swift", "private import CElf"),
        ("BPF/A.swift", "import Glibc"),
        ("DLanguage/A.swift", "import Synchronization"),
        ("DLanguage/A.swift", "// import BPF"),
        ("DLanguage/A.swift", "let text = \"import BPF\""),
    ])
    func `an import that is in order`(path: String, line: String) {
        #expect(SourceChecks.violations(in: SourceTree([path: line])) == [])
    }

    @Test(arguments: ["import Foundation", "import FoundationEssentials"])
    func `Foundation anywhere`(line: String) {
        #expect(SourceChecks.violations(in: SourceTree(["BPF/A.swift": line])).count == 1)
    }

    @Test(arguments: ["let p: UnsafeRawPointer", "unsafe f()", "nonisolated(unsafe) var x = 1", "let p: OpaquePointer"])
    func `unsafe code beyond the fence`(line: String) {
        #expect(SourceChecks.violations(in: SourceTree(["ProviderAPI/A.swift": line])).count == 1)
        #expect(SourceChecks.violations(in: SourceTree(["BPF/A.swift": line])) == [])
        #expect(SourceChecks.violations(in: SourceTree(["ProviderAPI/A.swift": "// \(line)"])) == [])
    }

    @Test(arguments: ["try! f()", "x as! Int", "fatalError(\"x\")"])
    func `traps`(line: String) {
        #expect(SourceChecks.violations(in: SourceTree(["BPF/A.swift": line])).count == 1)
    }

    @Test func `a file that is too long`() {
        let line = "let x = 1\n"
        #expect(SourceChecks.violations(in: SourceTree(["BPF/A.swift": String(repeating: line, count: 600)])) == [])
        let found = SourceChecks.violations(in: SourceTree(["BPF/A.swift": String(repeating: line, count: 601)]))
        #expect(found == ["Sources/BPF/A.swift: 601 lines: no file has more than 600"])
    }

    @Test func `a dependency against the layers`() {
        let manifest = Manifest(
            """
            .target(name: "DLanguage", dependencies: ["BPF"]),
            .target(
                name: "DCompiler",
                dependencies: ["DLanguage", "BPF"]),
            """)
        #expect(manifest.violations == ["Package.swift: DLanguage may not depend on BPF"])
    }

    @Test func `text between triple quotes is not code`() {
        let text = "let a = \"\"\"\n    unsafe\n    \"\"\"\nunsafe f()"
        #expect(SourceChecks.violations(in: SourceTree(["DLanguage/A.swift": text])).count == 1)
    }
}
