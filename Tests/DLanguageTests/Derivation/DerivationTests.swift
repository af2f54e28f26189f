import DLanguage
import Testing

/// Probes 5 and 6 stand on functions as libraries say.
private struct DerivingProbes: ProbeResolver {
    var probes = FixedProbes()
    var derivations: [Int: ProbeDerivation] = [:]

    /// Makes each of the probes as the first probe that a library's only provider declares.
    init(_ libraries: [Int: String]) throws {
        for (probe, text) in libraries {
            let provider = try #require(try declaredProviders(in: library(text)).first)
            let declared = provider.probes[0]
            derivations[probe] = ProbeDerivation(
                definition: declared.derivations[0][0], nativeTypes: declared.nativeTypes,
                sourceArguments: probes.typed[probe] ?? [], map: provider.map)
            probes.typed[probe] = declared.arguments.map(\.argument)
        }
    }

    func probes(matching spec: ProbeSpec) -> [Int] { probes.probes(matching: spec) }
    func arguments(of probe: Int) -> [ResolvedArgument] { probes.arguments(of: probe) }
    func derivation(of probe: Int) -> ProbeDerivation? { derivations[probe] }
}

private func library(_ text: String) -> DSource {
    DSource(name: "lib.d", text: Array(text.utf8), form: .script, isLibrary: true)
}

struct DerivationTests {
    private static let opened = """
        provider file {
            probe opened(struct file *f, int odd) : (struct file *f, int odd);
        };
        fbt::vfs_read:entry /arg0 != 0/ { probe file:::opened(args[0], arg0 & 1); }
        """

    private func lines(_ clause: String, _ libraries: [Int: String]) throws -> [String] {
        let script = DSource(name: "t.d", text: Array(clause.utf8), form: .script)
        let program = try check(
            [script], options: CheckOptions(), resolver: DerivingProbes(libraries), types: FixedTypes())
        return program.description.split(separator: "\n").map { String($0.drop { $0 == " " }) }
    }

    @Test func `arguments are the expressions of the library, conditions come first`() throws {
        let found = try lines(
            "fbt::vfs_read:entry { trace(args[1]); trace(arg1); trace(args[0]->pid); }", [5: Self.opened])
        #expect(found.contains("predicate (!=:int arg0 0:long)"))
        #expect(
            found.filter { $0.hasPrefix("trace") }.prefix(2) == [
                "trace (to:int (&:long arg0 1:long))", "trace (&:int64_t arg0 1:long)",
            ])
        #expect(found.last?.contains("struct file * arg0") == true, "\(found)")
    }

    @Test func `the script's own condition follows`() throws {
        let found = try lines("fbt::vfs_read:entry /args[1] == 1/ { trace(pid); }", [5: Self.opened])
        #expect(
            found.contains("predicate (&& (!=:int arg0 0:long) (==:int (to:int (&:long arg0 1:long)) 1))"), "\(found)")
    }

    @Test func `a clause is checked for each way to make its probes, and once for all without arguments`() throws {
        let plain = Self.opened.replacing(" /arg0 != 0/", with: "")
        let other = plain.replacing("arg0 & 1", with: "2")
        func clauses(_ text: String, _ libraries: [Int: String]) throws -> Int {
            try lines(text, libraries).filter { $0.hasPrefix("clause") }.count
        }
        #expect(try clauses("fbt:::entry { trace(args[1]); }", [5: plain, 6: other]) == 2)
        #expect(try clauses("fbt:::entry { trace(arg0); }", [5: plain, 6: other]) == 2)
        #expect(try clauses("fbt:::entry { trace(pid); }", [5: plain, 6: other]) == 1)
        #expect(try clauses("fbt:::entry,syscall:::entry { trace(pid); }", [5: plain]) == 1)
        #expect(try clauses("fbt:::entry,syscall:::entry { trace(pid); }", [5: Self.opened]) == 2)
    }

    @Test func `arguments beyond the last read as nothing, raw, and are an error by type`() throws {
        #expect(try lines("fbt::vfs_read:entry { trace(arg7); }", [5: Self.opened]).last == "trace 0:int64_t")
        let error = #expect(throws: Diagnostic.self) {
            try lines("fbt::vfs_read:entry { trace(args[2]); }", [5: Self.opened])
        }
        #expect(error?.tag == "D_ARGS_IDX")
    }

    @Test func `a value of another type than declared is the library's mistake`() throws {
        let text = "provider p { probe x(struct file *f); };\nfbt::vfs_read:entry { probe p:::x(\"text\"); }"
        let error = try #require(throws: Diagnostic.self) {
            try lines("fbt::vfs_read:entry { trace(args[0]->pid); }", [5: text])
        }
        #expect(error.tag == "D_PROTO_ARG")
        #expect(error.file == "lib.d")
        #expect(error.line == 2)
    }
}

struct DeclaredProviderTests {
    @Test func `clauses are chains of alternatives`() throws {
        let text = """
            #pragma D attributes Stable/Evolving/ISA provider p args
            provider p {
                probe x(int a);
                probe unmade(int a);
                probe y-z(struct file *f, int n) : (int n, out_t *f, int n);
            };
            a:::b { probe p:::x(1); }
            else c:::d, c:::e /arg0/ { probe p:::x(2); }
            f:::g { probe p:::x(3) }
            h:::i { probe p:::y-z(NULL, 4); }
            """
        let providers = try declaredProviders(in: library(text))
        #expect(providers.map(\.name) == ["p"])
        #expect(providers[0].attributes == ["args": "Stable/Evolving/ISA"])
        #expect(providers[0].probes.map(\.name) == ["x", "y-z"])
        let chains = providers[0].probes[0].derivations
        #expect(chains.map { $0.map { $0.specs.map(\.text) } } == [[["a:::b"], ["c:::d", "c:::e"]], [["f:::g"]]])
        #expect(chains[0].map { $0.predicate == nil } == [true, false])
        let arguments = providers[0].probes[1].arguments
        #expect(arguments.map(\.name) == ["n", "f", "n"])
        #expect(
            arguments.prefix(2).map(\.argument) == [
                ResolvedArgument(type: "int", index: 1, isUserPointer: false),
                ResolvedArgument(type: "out_t *", index: 0, isUserPointer: false, nativeType: "struct file *"),
            ])
    }

    @Test(arguments: [
        ("provider p { probe x(int a); }; a:::b { probe p:::x(1, 2); }", "D_PROTO_LEN"),
        ("provider p { probe x(int a) : (int b); }; a:::b { probe p:::x(1); }", "D_PROV_PRARGLEN"),
        ("provider p { probe x(int a); }; a:::b { probe p:::x(1) trace(1); }", "D_SYNTAX"),
        ("provider p { probe x(int a); }; else a:::b { probe p:::x(1); }", "D_SYNTAX"),
        ("provider p { probe x(int a); }; a:::b { probe p:x(1); }", "D_SYNTAX"),
    ])
    func `mistakes are found`(text: String, tag: String) {
        let error = #expect(throws: Diagnostic.self) { try declaredProviders(in: library(text)) }
        #expect(error?.tag == tag)
    }

    @Test func `only libraries make probes, of providers they declare`() {
        func tag(_ text: String, isLibrary: Bool) -> String? {
            let source = DSource(name: "t.d", text: Array(text.utf8), form: .script, isLibrary: isLibrary)
            return #expect(throws: Diagnostic.self) {
                try check([source], options: CheckOptions(), resolver: FixedProbes(), types: FixedTypes())
            }?.tag
        }
        #expect(tag("BEGIN { probe p:::x(1); }", isLibrary: false) == "D_PROV_INCOMP")
        #expect(tag("BEGIN { probe p:::x(1); }", isLibrary: true) == "D_PROV_PRDECL")
        #expect(tag("provider p { probe x(); }; BEGIN { probe p:::x(1); }", isLibrary: true) == "D_PROTO_LEN")
    }

    @Test func `printed and read again they are the same`() throws {
        let text =
            "provider p { probe x(int a); };\na:::b /arg0 > 1/ { probe p:::x(arg0 + 1); }\nelse c:::d { probe p:::x(2); }"
        #expect(
            try parse(library(text)).description == """
                provider p
                  probe x(a: int)
                derivation
                  spec a:::b
                  predicate (> arg0 1)
                  probe p:::x
                    (+ arg0 1)
                else derivation
                  spec c:::d
                  probe p:::x
                    2
                """)
    }
}
