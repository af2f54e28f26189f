import DLanguage
import ProviderAPI
import SystemInfo
import Testing

@testable import DTraceRuntime

/// A probe that every description matches.
private struct OneProbe: ProbeResolver {
    func probes(matching spec: ProbeSpec) -> [Int] { [1] }
    func arguments(of probe: Int) -> [ResolvedArgument] { [] }
}

struct ShippedLibraryTests {
    private static let all = ShippedLibrary.fixed + [.sched(sysfs: "/sys")]
    private let table = ProbeTable(registry: ProviderRegistry(), system: HostSystem.current())

    private func typed(_ text: String) throws -> TypedProgram {
        try check(
            [DSource(name: "test.d", text: Array(text.utf8), form: .script)],
            options: CheckOptions(), resolver: OneProbe(), types: KernelTypes(system: table.system),
            libraries: try SystemLibraries(folders: [], table: table, isEnabled: true))
    }

    private func syntax(_ library: ShippedLibrary) throws -> SyntaxProgram {
        try parse(DSource(name: library.name, text: Array(library.text.utf8), form: .script, isLibrary: true))
    }

    @Test(arguments: all) func `list the names they define`(_ library: ShippedLibrary) throws {
        var names: [String] = []
        for item in try syntax(library).items {
            switch item {
            case .inline(let inline): names.append(inline.name)
            case .declaration(let declaration):
                if case .tagged(let tag) = declaration.type, tag.members != nil { names.append("struct \(tag.name)") }
                names += declaration.declarators.map(\.name)
            default: break
            }
        }
        #expect(library.definedNames == names)
    }

    @Test func `define every name once`() {
        let names = Self.all.flatMap(\.definedNames)
        #expect(Set(names).count == names.count)
    }

    /// Every member of every translator means something for the types of this kernel.
    @Test(arguments: all) func `translate from the running kernel's types`(_ library: ShippedLibrary) throws {
        for case .translator(let translator) in try syntax(library).items {
            guard case .named(let output, _) = translator.output else {
                Issue.record("\(library.name) has a translator to an unnamed type")
                continue
            }
            let input = "\(translator.input)"
            for member in translator.members {
                let value = Self.value(of: translator.input)
                #expect(throws: Never.self, "\(output).\(member.name) from \(input)") {
                    try typed("BEGIN { trace(xlate <\(output)>(\(value)).\(member.name)); }")
                }
            }
        }
    }

    /// A D expression of the type a translator takes.
    private static func value(of input: SyntaxType) -> String {
        switch input {
        case .pointer(.tagged(let tag)): "(struct \(tag.name) *)arg0"
        case .pointer(.named(let name, _)): "(\(name) *)arg0"
        default: "(int)arg0"
        }
    }

    @Test func `give constants their values`() throws {
        let text = "BEGIN { trace(EPERM); trace(ENOSYS); trace(SIGKILL); trace(O_CREAT); trace(R_RIP); trace(R_RSP); }"
        let lines = try typed(text).description.split(separator: "\n").suffix(6).map { $0.drop { $0 == " " } }
        #expect(lines == ["trace 1", "trace 38", "trace 9", "trace 64", "trace 16", "trace 19"])
    }

    @Test func `stay out of programs that say so`() throws {
        let none = try SystemLibraries(folders: ["/nowhere"], table: table, isEnabled: false)
        #expect(none.library(defining: "EPERM") == nil)
        #expect(none.required.isEmpty)
    }

    @Test func `say which folder cannot be read`() {
        let error = #expect(throws: SessionError.self) {
            try SystemLibraries(folders: ["/nowhere"], table: table, isEnabled: true)
        }
        #expect("\(error, default: "")".hasPrefix("failed to read the D libraries in /nowhere: "))
    }
}
